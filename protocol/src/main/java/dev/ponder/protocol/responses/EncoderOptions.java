package dev.ponder.protocol.responses;

import dev.ponder.core.ModelInfo;
import dev.ponder.protocol.Origin;
import dev.ponder.protocol.Sealer;
import java.time.InstantSource;

/// What an encoder needs beside the request.
///
/// @param model the model that was asked for, under the name it was asked for: the alias decides
///   whether thinking is shown
/// @param origin the id of the response, such as `resp_4f1c…`, and when it was created
/// @param clock tells when the response is complete
public record EncoderOptions(
    ModelInfo model, Origin origin, Sealer sealer, IdSource ids, InstantSource clock) {}
