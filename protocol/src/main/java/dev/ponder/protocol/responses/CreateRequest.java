package dev.ponder.protocol.responses;

import dev.ponder.core.Json;
import dev.ponder.core.ResponseRequest;
import dev.ponder.protocol.Profile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A decoded body of `POST /v1/responses`, or of one of the endpoints that take nearly the same.
///
/// @param settings all that is asked of the model but the conversation, which is empty here: see
///   [Items#conversation]
/// @param input the new items as they are stored and listed: each with `type` and `id`, messages
///   with their content as an array of parts; only [Items#references] have neither
/// @param instructions what holds for this answer alone
/// @param store whether the response can be retrieved later; if not, no trace of it may stay
/// @param background whether the client does not wait for the answer; implies `store`
/// @param generate false to prepare everything and answer nothing (`generate` of the WebSocket
///   transport)
/// @param include what the items show beside the usual
/// @param toolNames under which names the tools are offered to the model
/// @param echo the members of the response object that repeat the request, in wire order
public record CreateRequest(
    ResponseRequest settings,
    List<Json.Obj> input,
    Optional<String> instructions,
    Context context,
    boolean store,
    boolean background,
    boolean generate,
    Delivery delivery,
    Set<Include> include,
    Truncation truncation,
    Thinking thinking,
    ToolNames toolNames,
    Profile profile,
    Json.Obj echo) {
  public CreateRequest {
    input = List.copyOf(input);
    include = Set.copyOf(include);
  }

  /// The model asked for, as the client spelled it.
  public String model() {
    return settings.model();
  }

  /// A copy with other input items, such as those that references were resolved to.
  public CreateRequest withInput(List<Json.Obj> other) {
    return new CreateRequest(
        settings,
        other,
        instructions,
        context,
        store,
        background,
        generate,
        delivery,
        include,
        truncation,
        thinking,
        toolNames,
        profile,
        echo);
  }

  /// What came before the input.
  public sealed interface Context {
    /// Nothing.
    record Fresh() implements Context {}

    /// Everything up to that response (`previous_response_id`).
    record After(String responseId) implements Context {}

    /// Everything in that conversation, which the answer joins (`conversation`).
    record In(String conversationId) implements Context {}
  }

  /// How the answer travels.
  public sealed interface Delivery {
    /// One JSON body.
    record Whole() implements Delivery {}

    /// Server-sent events.
    ///
    /// @param obfuscation whether deltas are padded so that their size says little about their text
    record Stream(boolean obfuscation) implements Delivery {}
  }

  /// What happens when the conversation exceeds the model's context.
  public enum Truncation {
    /// The request fails.
    DISABLED,
    /// The oldest items are left out, see [Items#withoutOldest].
    AUTO
  }

  /// What becomes of thoughts.
  ///
  /// @param summary what is told of them in `summary`
  /// @param scope which earlier thoughts the model sees again
  public record Thinking(Summary summary, Scope scope) {

    /// How much a summary tells.
    public enum Summary {
      NONE,
      CONCISE,
      DETAILED
    }

    /// Which thoughts come back.
    public enum Scope {
      /// Those since the last message of the user.
      CURRENT_TURN,
      /// All.
      ALL_TURNS
    }
  }
}
