package dev.ponder.protocol.responses;

import dev.ponder.core.Effort;
import dev.ponder.core.Json;
import dev.ponder.protocol.Profile;
import dev.ponder.protocol.responses.CreateRequest.Thinking;
import dev.ponder.protocol.wire.Cursor;
import dev.ponder.protocol.wire.Wording;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What `reasoning` asks for.
///
/// @param maxReasoningTokens 0 where no thought is wanted, otherwise empty
/// @param echo as the response repeats it
record ReasoningDecoder(
    Effort effort, OptionalInt maxReasoningTokens, Thinking thinking, Json.Obj echo) {
  private static final List<String> EFFORTS =
      List.of("none", "minimal", "low", "medium", "high", "xhigh", "max");
  private static final List<String> SUMMARIES = List.of("auto", "concise", "detailed");

  /// @param model its name, for complaints
  static ReasoningDecoder decode(
      Optional<Cursor> field, Profile profile, String model, Effort usual) {
    field.ifPresent(
        each -> each.allow(Set.of("effort", "summary", "generate_summary", "mode", "context")));
    Reader reader = new Reader(field, profile, model);
    String effort = reader.effort().orElse(usual.name().toLowerCase(Locale.ROOT));
    Optional<String> summary = reader.summary();
    Optional<String> context = reader.context();
    Json.Builder echo = Json.object().put("effort", effort);
    echo.put("summary", summary.<Json>map(Json::of).orElseGet(Json.Null::new));
    context.ifPresent(each -> echo.put("context", each));
    return new ReasoningDecoder(
        effort(effort),
        effort.equals("none") ? OptionalInt.of(0) : OptionalInt.empty(),
        new Thinking(summaryOf(summary), scope(context)),
        echo.build());
  }

  private static Effort effort(String name) {
    return switch (name) {
      case "none", "minimal", "low" -> Effort.LOW;
      case "high", "xhigh", "max" -> Effort.HIGH;
      default -> Effort.MEDIUM;
    };
  }

  private static Thinking.Summary summaryOf(Optional<String> name) {
    return name.map(
            each -> each.equals("concise") ? Thinking.Summary.CONCISE : Thinking.Summary.DETAILED)
        .orElse(Thinking.Summary.NONE);
  }

  private static Thinking.Scope scope(Optional<String> context) {
    return context.filter(each -> each.equals("all_turns")).isPresent()
        ? Thinking.Scope.ALL_TURNS
        : Thinking.Scope.CURRENT_TURN;
  }

  /// The members of `reasoning`.
  private record Reader(Optional<Cursor> field, Profile profile, String model) {

    Optional<Cursor> member(String name) {
      return field.flatMap(each -> each.optional(name));
    }

    Optional<String> effort() {
      return member("effort")
          .map(place -> supported(place, EFFORTS, List.of("low", "medium", "high")));
    }

    /// `auto` is the most detailed summary that there is.
    Optional<String> summary() {
      return member("summary")
          .or(() -> member("generate_summary"))
          .map(place -> supported(place, SUMMARIES, List.of("auto", "detailed")))
          .map(name -> name.equals("auto") ? "detailed" : name);
    }

    Optional<String> context() {
      member("mode").ifPresent(place -> supported(place, List.of("standard"), List.of()));
      return member("context")
          .map(place -> supported(place, List.of("auto", "current_turn", "all_turns"), List.of()));
    }

    /// The value of that member, which must be one of `all`, or of `hosted` where only that is
    /// taken which the hosted model takes; none at all means that the hosted model lacks it.
    private String supported(Cursor place, List<String> all, List<String> hosted) {
      List<String> values = profile == Profile.O4_MINI ? hosted : all;
      if (values.isEmpty()) {
        throw place.unsupported();
      }
      String value = place.string();
      if (!values.contains(value)) {
        throw place.refused(
            "unsupported_value",
            "Unsupported value: '%s' is not supported with the '%s' model. Supported values are:"
                + " %s.",
            Wording.clipped(value),
            Wording.clipped(model),
            Wording.listed(values));
      }
      return value;
    }
  }
}
