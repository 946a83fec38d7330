package dev.ponder.protocol.wire;

import dev.ponder.core.Effort;
import dev.ponder.core.ResponseRequest;
import dev.ponder.protocol.Profile;
import java.util.OptionalInt;

/// The words for how long to think, which all of OpenAI's APIs share.
public final class Efforts {
  private Efforts() {}

  /// The request with the effort at that place. The hosted o4-mini knows three; of the words for
  /// other models the lenient profile takes the nearest, and `none` for an answer without thought.
  ///
  /// @throws dev.ponder.core.Problem.Exceptional when it is no effort of that profile
  public static ResponseRequest read(Cursor field, Profile profile, ResponseRequest request) {
    String word = field.string();
    return switch (word) {
      case "low" -> request.withEffort(Effort.LOW);
      case "medium" -> request.withEffort(Effort.MEDIUM);
      case "high" -> request.withEffort(Effort.HIGH);
      case "none", "minimal", "xhigh", "max" ->
          switch (profile) {
            case LENIENT -> nearest(word, request);
            case O4_MINI -> throw unsupported(field, request.model());
          };
      default -> throw unsupported(field, request.model());
    };
  }

  private static ResponseRequest nearest(String word, ResponseRequest request) {
    return switch (word) {
      case "none" -> request.withEffort(Effort.LOW).withMaxReasoningTokens(OptionalInt.of(0));
      case "minimal" -> request.withEffort(Effort.LOW);
      default -> request.withEffort(Effort.HIGH);
    };
  }

  private static RuntimeException unsupported(Cursor field, String model) {
    return field.refused(
        "unsupported_value",
        "Unsupported value: '%s' is not supported with the '%s' model. Supported values are:"
            + " 'low', 'medium', and 'high'.",
        Wording.clipped(field.string()),
        Wording.clipped(model));
  }
}
