/// The wire format of OpenAI's Responses API and of Conversations: requests to what is asked of a
/// model, what happens there to objects and events. Pure functions;
/// [dev.ponder.protocol.responses.Responses] is the way in.
@NullMarked
package dev.ponder.protocol.responses;

import org.jspecify.annotations.NullMarked;
