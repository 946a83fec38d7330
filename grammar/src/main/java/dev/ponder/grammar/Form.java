package dev.ponder.grammar;

import dev.ponder.core.Json;
import java.util.List;

/// What a text must look like, as a description that [Grammar#of] compiles as a whole.
///
/// A tool call is a literal beginning, arguments that satisfy a schema and a literal end; several
/// calls are a repetition of a choice of such sequences. Whatever the parts are, the grammar knows
/// exactly which texts there are: a choice between names of which one begins like another, or a
/// text without end before a literal, loses nothing.
///
/// Forms are values: equal descriptions are equal, so a compiled form can be kept under it
/// ([GrammarCache]).
public sealed interface Form {
  /// No bound on how often something comes.
  int UNBOUNDED = Regexes.UNBOUNDED;

  /// Just that text.
  record Literal(String text) implements Form {}

  /// Any text, the empty one too, in which none of those occurs.
  record Text(List<String> without) implements Form {
    public Text {
      without = List.copyOf(without);
    }
  }

  /// Any text, the empty one too, in which none of those occurs and no line of which begins with
  /// what an expression matches, see [Grammar#ofRegex].
  record Words(List<String> without, String beginning) implements Form {
    public Words {
      without = List.copyOf(without);
    }
  }

  /// Something that no text can spell, such as a control token: those tokens of the vocabulary for
  /// which it has [Vocabulary#mark] of that number.
  record Mark(int number) implements Form {}

  /// The texts that a regular expression matches from end to end, see [Grammar#ofRegex].
  record Expression(String pattern) implements Form {}

  /// The texts of a grammar in the Lark dialect of custom tools, see [Grammar#ofLark].
  record Lark(String definition) implements Form {}

  /// The JSON texts that satisfy a schema.
  ///
  /// @param path leads to the schema within the document that its references are about: a member's
  ///   name or an element's index per step; empty for the document itself
  record Schema(Json document, List<String> path, SchemaOptions options) implements Form {
    public Schema {
      path = List.copyOf(path);
    }

    /// That schema, with the usual options.
    public Schema(Json document) {
      this(document, List.of(), SchemaOptions.WRITING);
    }
  }

  /// One after the other.
  record Sequence(List<Form> parts) implements Form {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /// One of several; of none, no text at all.
  record Choice(List<Form> options) implements Form {
    public Choice {
      options = List.copyOf(options);
    }
  }

  /// At least and at most so many times, one behind the other.
  ///
  /// @param most may be [#UNBOUNDED]
  record Repeat(Form inner, int least, int most) implements Form {
    public Repeat {
      if (least < 0 || most < least) {
        throw new IllegalArgumentException("a form cannot be repeated so often");
      }
    }
  }

  /// A JSON string, its quotes included, whose content is such a text, in any spelling that JSON
  /// has for it. The text may hold neither schemas nor JSON strings.
  record JsonString(Form text) implements Form {}

  /// Just that text.
  static Form literal(String text) {
    return new Literal(text);
  }

  /// Any text, the empty one too, in which none of those occurs.
  static Form textWithout(String... without) {
    return new Text(List.of(without));
  }

  /// One after the other.
  static Form sequence(Form... parts) {
    return new Sequence(List.of(parts));
  }

  /// One of several.
  static Form choice(List<? extends Form> options) {
    return new Choice(List.copyOf(options));
  }

  /// That or nothing.
  static Form optional(Form inner) {
    return new Repeat(inner, 0, 1);
  }

  /// Several of that, at least one and at most so many, with a text between each two.
  static Form separated(Form inner, Form between, int most) {
    int more = most == UNBOUNDED ? most : most - 1;
    return sequence(inner, new Repeat(sequence(between, inner), 0, more));
  }
}
