package dev.ponder.curriculum.words;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A sentence with choices and gaps, as a phrase book writes it: `{A} [had|owned] {start:x}`.
/// Brackets hold alternatives, which nest and may be empty; braces hold a [Gap].
sealed interface Template {

  record Literal(String text) implements Template {}

  record Sequence(List<Template> parts) implements Template {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  record Choice(List<Template> alternatives) implements Template {
    public Choice {
      alternatives = List.copyOf(alternatives);
    }
  }

  /// A place for a name, a noun or a number.
  ///
  /// @param name what is to stand here
  /// @param form in which form: `one`, `a`, `his`, `'s`; empty for the usual one
  /// @param noun what a number counts, the last word of which is the noun; empty for a bare number
  /// @param growth whether a number may be told as a sum or product here
  record Gap(String name, String form, List<String> noun, Growth growth) implements Template {
    public Gap {
      noun = List.copyOf(noun);
    }
  }

  enum Growth {
    FIXED,
    MAY_GROW
  }

  /// @throws IllegalArgumentException for brackets or braces that do not match
  static Template parse(String source) {
    return new Parser(source).whole();
  }

  /// Shows every gap in it, those of all alternatives.
  static void gaps(Template template, Consumer<Gap> seen) {
    switch (template) {
      case Literal _ -> {}
      case Sequence(List<Template> parts) -> parts.forEach(part -> gaps(part, seen));
      case Choice(List<Template> alternatives) -> alternatives.forEach(one -> gaps(one, seen));
      case Gap gap -> seen.accept(gap);
    }
  }

  /// Recursive descent over one source.
  final class Parser {
    private final String source;
    private int at;

    private Parser(String source) {
      this.source = source;
    }

    private Template whole() {
      Template sequence = sequence();
      if (at < source.length()) {
        throw failure();
      }
      return sequence;
    }

    private Template sequence() {
      List<Template> parts = new ArrayList<>();
      StringBuilder literal = new StringBuilder();
      while (at < source.length() && !stops(source.charAt(at))) {
        char c = source.charAt(at++);
        if (c != '[' && c != '{') {
          literal.append(c);
          continue;
        }
        parts.add(new Literal(literal.toString()));
        literal.setLength(0);
        parts.add(c == '[' ? choice() : gap());
      }
      parts.add(new Literal(literal.toString()));
      parts.removeIf(part -> part.equals(new Literal("")));
      return parts.size() == 1 ? parts.getFirst() : new Sequence(parts);
    }

    /// A bar outside brackets is text that nobody wants; [#whole] then complains.
    private static boolean stops(char c) {
      return c == '|' || c == ']' || c == '}';
    }

    private Template choice() {
      List<Template> alternatives = new ArrayList<>();
      do {
        alternatives.add(sequence());
        if (at == source.length()) {
          throw failure();
        }
      } while (source.charAt(at++) == '|');
      if (source.charAt(at - 1) != ']') {
        throw failure();
      }
      return new Choice(alternatives);
    }

    private Gap gap() {
      int end = source.indexOf('}', at);
      if (end < 0) {
        throw failure();
      }
      String inside = source.substring(at, end);
      at = end + 1;
      int colon = inside.indexOf(':');
      List<String> noun =
          colon < 0 ? List.of() : List.of(inside.substring(colon + 1).strip().split(" +"));
      String head = colon < 0 ? inside : inside.substring(0, colon);
      Growth growth = head.endsWith("+") ? Growth.MAY_GROW : Growth.FIXED;
      head = head.replace("+", "");
      if (head.endsWith("'s")) {
        return new Gap(head.substring(0, head.length() - 2), "'s", noun, growth);
      }
      int dot = head.indexOf('.');
      return dot < 0
          ? new Gap(head, "", noun, growth)
          : new Gap(head.substring(0, dot), head.substring(dot + 1), noun, growth);
    }

    private IllegalArgumentException failure() {
      return new IllegalArgumentException("cannot read \"%s\" from %d on".formatted(source, at));
    }
  }
}
