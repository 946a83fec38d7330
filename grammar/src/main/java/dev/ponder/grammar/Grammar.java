package dev.ponder.grammar;

import dev.ponder.core.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A set of texts, compiled: what a schema, a regular expression or a grammar allows. Thread-safe.
///
/// What is found out while one generation runs serves all others of the same grammar, so a grammar
/// that many requests use should be compiled once and kept.
public final class Grammar {
  // Enough for schemas of thousands of properties; a second or so of work on any machine.
  static final long COMPILE_STEPS = 6_000_000;
  static final long MASK_STEPS = 1_000_000;

  private final Automaton automaton;
  private final Map<Vocabulary, Masks> masks = new HashMap<>();

  Grammar(Automaton automaton) {
    this.automaton = automaton;
  }

  /// The texts of that form.
  ///
  /// @throws SchemaException when a schema in it is malformed, unsatisfiable or uses what is not
  ///   supported
  /// @throws DefinitionException when a regular expression or a grammar in it is, or no text is
  ///   left
  /// @throws GrammarLimitException when it is too large or too complex
  public static Grammar of(Form form) {
    return FormCompiler.compile(form);
  }

  /// The JSON texts that satisfy that schema.
  ///
  /// @throws SchemaException when the schema is malformed, unsatisfiable or uses what is not
  ///   supported
  /// @throws GrammarLimitException when it is too large or too complex
  public static Grammar ofSchema(Json schema, SchemaOptions options) {
    return of(new Form.Schema(schema, List.of(), options));
  }

  /// Any JSON object.
  public static Grammar anyObject() {
    return ofSchema(Json.object().put("type", "object").build(), SchemaOptions.WRITING);
  }

  /// The texts that a regular expression matches from end to end, written as for Rust's `regex` or
  /// Python's `re`, without look-around, back references and word boundaries.
  ///
  /// @throws DefinitionException when it is malformed or not regular
  /// @throws GrammarLimitException when it is too complex
  public static Grammar ofRegex(String pattern) {
    return of(new Form.Expression(pattern));
  }

  /// The texts of the rule `start` of a grammar in the Lark dialect of custom tools. Rules may be
  /// recursive in any way. Every derivation counts, however it splits the text into terminals.
  ///
  /// @throws DefinitionException when it is malformed, has no text or uses what is not supported
  /// @throws GrammarLimitException when it is too large or too complex
  public static Grammar ofLark(String definition) {
    return of(new Form.Lark(definition));
  }

  /// How much memory it takes, about; more, the longer it is used.
  public long bytes() {
    synchronized (automaton) {
      return automaton.bytes() + masks.values().stream().mapToLong(Masks::bytes).sum();
    }
  }

  /// Begins a text whose tokens come from that vocabulary.
  public Matcher matcher(Vocabulary vocabulary) {
    synchronized (automaton) {
      return new Matcher(
          automaton, vocabulary, masks.computeIfAbsent(vocabulary, v -> new Masks(automaton, v)));
    }
  }
}
