package dev.ponder.grammar;

import dev.ponder.core.Json;
import java.util.List;

/// What a rule or terminal of a Lark definition is said to be.
sealed interface LarkNode {
  /// Another rule or terminal.
  record Name(String name, int line) implements LarkNode {}

  /// Just that text.
  record Text(String text, PatternFlags flags) implements LarkNode {}

  /// What an expression matches.
  record Expression(String pattern, PatternFlags flags, int line) implements LarkNode {}

  /// One character between two.
  record Range(int first, int last) implements LarkNode {}

  /// One after the other.
  record Sequence(List<LarkNode> parts) implements LarkNode {}

  /// One of several.
  record Choice(List<LarkNode> options) implements LarkNode {}

  /// What all of several are; of terminals only.
  record Both(List<LarkNode> parts) implements LarkNode {}

  /// Any text that the inner one is not; of terminals only.
  record Not(LarkNode inner, int line) implements LarkNode {}

  /// So many times; [Regexes#UNBOUNDED] for no bound.
  record Repeat(LarkNode inner, int least, int most) implements LarkNode {}

  /// JSON that satisfies a schema; in rules only.
  record Schema(Json schema, int line) implements LarkNode {}
}
