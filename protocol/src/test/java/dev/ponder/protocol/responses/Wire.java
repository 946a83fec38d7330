package dev.ponder.protocol.responses;

import dev.ponder.core.Defaults;
import dev.ponder.core.Json;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.ModelInfo.Visibility;
import dev.ponder.core.Problem;
import dev.ponder.protocol.DecodeOptions;
import dev.ponder.protocol.Origin;
import dev.ponder.protocol.Profile;
import dev.ponder.protocol.Script;
import dev.ponder.protocol.Sealer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What tests of this package share: requests written short, and everything an encoder needs.
final class Wire {
  static final DecodeOptions LENIENT = DecodeOptions.DEFAULT;
  static final DecodeOptions HOSTED = new DecodeOptions(_ -> Defaults.API, Profile.O4_MINI);

  private Wire() {}

  /// Counts from 1.
  static IdSource ids() {
    int[] last = {0};
    return prefix -> prefix + ++last[0];
  }

  /// Writes texts backwards behind a mark.
  static final Sealer SEALER =
      new Sealer() {
        @Override
        public String seal(String text) {
          return "sealed:" + new StringBuilder(text).reverse();
        }

        @Override
        public Optional<String> open(String sealed) {
          return sealed.startsWith("sealed:")
              ? Optional.of(new StringBuilder(sealed.substring(7)).reverse().toString())
              : Optional.empty();
        }
      };

  static Json.Obj json(String text) {
    return (Json.Obj) Json.parse(text.replace('\'', '"'));
  }

  /// A request with these members beside a model and, unless they say one, an input.
  static CreateRequest request(String members) {
    return request(members, LENIENT);
  }

  static CreateRequest request(String members, DecodeOptions options) {
    Json.Builder body = Json.object().put("model", "tiny").put("input", "Hi");
    json("{" + members + "}").members().forEach(body::put);
    return Responses.decode(body.build(), options, ids());
  }

  static ResponseEncoder encoder(CreateRequest request, Visibility visibility) {
    ModelInfo model =
        new ModelInfo(
            request.model(),
            "tiny@0123456789ab",
            Optional.of("0123456789abcdef".repeat(4)),
            Instant.EPOCH,
            4096,
            visibility,
            Defaults.API);
    return Responses.encoder(
        request,
        new EncoderOptions(
            model,
            new Origin("resp_golden", 1_700_000_000),
            SEALER,
            ids(),
            InstantSource.fixed(Instant.ofEpochSecond(1_700_000_009))));
  }

  /// All that travels for a script, see [Script].
  static List<Json.Obj> play(ResponseEncoder encoder, String script) {
    List<Json.Obj> events = new ArrayList<>();
    for (Script.Step step : Script.parse(script)) {
      events.addAll(encoder.encode(step.event()));
    }
    return events;
  }

  static String type(Json.Obj event) {
    return Transcript.text(event, "type");
  }

  static List<String> types(List<Json.Obj> events) {
    return events.stream().map(Wire::type).toList();
  }

  /// The problem that this ends in.
  static Problem problem(Runnable action) {
    try {
      action.run();
    } catch (Problem.Exceptional e) {
      return e.problem();
    }
    throw new AssertionError("nothing was refused");
  }
}
