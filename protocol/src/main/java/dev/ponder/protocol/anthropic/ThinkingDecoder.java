package dev.ponder.protocol.anthropic;

import dev.ponder.core.Effort;
import dev.ponder.protocol.anthropic.MessagesRequest.Thoughts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What `thinking` asks for. Without it the model thinks as its effort allows, and the client is
/// not told what; `disabled` has it answer at once.
///
/// @param budget most tokens of thought; empty means what the effort allows
record ThinkingDecoder(Thoughts thoughts, OptionalInt budget) {
  private static final int LEAST_BUDGET = 1_024;

  private static final ThinkingDecoder UNASKED =
      new ThinkingDecoder(Thoughts.LEFT_OUT, OptionalInt.empty());

  static ThinkingDecoder of(Optional<Place> field) {
    return field.map(ThinkingDecoder::decode).orElse(UNASKED);
  }

  private static ThinkingDecoder decode(Place field) {
    String type =
        field.required("type").oneOf(List.of("enabled", "disabled", "adaptive", "between_tools"));
    Place tagged = field.step(type);
    return switch (type) {
      case "enabled" -> {
        tagged.allow(Set.of("type", "budget_tokens", "display"));
        int budget = tagged.required("budget_tokens").integer(LEAST_BUDGET, Integer.MAX_VALUE);
        yield new ThinkingDecoder(shown(tagged), OptionalInt.of(budget));
      }
      case "disabled" -> {
        tagged.allow(Set.of("type"));
        yield new ThinkingDecoder(Thoughts.LEFT_OUT, OptionalInt.of(0));
      }
      default -> {
        tagged.allow(Set.of("type", "display"));
        yield new ThinkingDecoder(shown(tagged), OptionalInt.empty());
      }
    };
  }

  private static Thoughts shown(Place field) {
    return field
        .optional("display")
        .map(display ->
            display.oneOf(List.of("summarized", "omitted")).equals("omitted")
                ? Thoughts.SEALED
                : Thoughts.SHOWN)
        .orElse(Thoughts.SHOWN);
  }

  /// Checks the budget against the limit of the whole answer.
  void check(Place body, int maxTokens) {
    // Clients of betas may give a budget for several answers in a row.
    if (budget.orElse(0) >= maxTokens && body.extras() == Extras.REFUSED) {
      throw body.required("max_tokens")
          .refused("`max_tokens` must be greater than `thinking.budget_tokens`");
    }
  }

  /// A client that names a budget wants that budget to be the bound.
  Effort effort(Effort usual) {
    return budget.orElse(0) > 0 ? Effort.HIGH : usual;
  }
}
