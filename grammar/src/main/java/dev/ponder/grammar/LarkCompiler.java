package dev.ponder.grammar;

import dev.ponder.grammar.LarkParser.Definition;
import dev.ponder.grammar.Syntax.Nonterminal;
import dev.ponder.grammar.Syntax.Shape;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Turns a Lark definition into rules.
///
/// The reading is exact and without a lexer: a text belongs to the grammar when any derivation has
/// it, whichever way it splits into terminals. A lexer that prefers the longest terminal, as Lark's
/// own or llguidance's, accepts no other texts, but may reject some of these. What `%ignore` names
/// may come behind any terminal, and before the first one only when asked for.
final class LarkCompiler {
  private final LarkParser.Grammar grammar;
  private final LarkTerminals terminals;
  private final Regexes regexes;
  private final Function<Form.Schema, Syntax> schemas;
  private final Map<String, Read> rules = new LinkedHashMap<>();
  private final Map<Regex, Syntax> lexemes = new HashMap<>();
  private final ArrayDeque<Read> unread = new ArrayDeque<>();
  private final Syntax skipped;

  /// A rule that the start leads to.
  private record Read(Definition definition, Nonterminal rule) {}

  private LarkCompiler(
      LarkParser.Grammar grammar, Alphabet alphabet, Function<Form.Schema, Syntax> schemas) {
    this.grammar = grammar;
    this.regexes = alphabet.regexes();
    this.terminals = new LarkTerminals(alphabet, grammar.definitions());
    this.schemas = schemas;
    this.skipped = skipped();
  }

  /// The texts of a definition's rule `start`.
  ///
  /// @param schemas turns embedded schemas into syntax
  static Syntax compile(
      String definition, Alphabet alphabet, Function<Form.Schema, Syntax> schemas) {
    Budget budget = alphabet.regexes().budget();
    return new LarkCompiler(LarkParser.parse(definition, budget), alphabet, schemas).start();
  }

  private Syntax start() {
    if (!grammar.definitions().containsKey("start")) {
      throw new DefinitionException("The grammar has no rule 'start'.");
    }
    checkNames();
    Syntax start = rule("start", 0);
    while (!unread.isEmpty()) {
      Read next = unread.remove();
      next.rule.body = syntax(next.definition.node());
      next.rule.rule.define(Todo.all(next.rule.body, regexes.budget()));
    }
    Syntax whole =
        grammar.skipsFirst() ? new Syntax(new Shape.Sequence(List.of(skipped, start))) : start;
    Solver.solve(whole, regexes.budget());
    checkEnds();
    return whole;
  }

  /// Every rule must have a text of finite length. Where one has none, a rule that comes back to
  /// itself is at fault, and those that need it are not.
  private void checkEnds() {
    rules.values().stream()
        .filter(read -> !read.rule.body.alive)
        .min(Comparator.comparing(read -> !read.rule.apart))
        .ifPresent(read -> {
          throw LarkLexer.problem(
              read.definition.line(),
              "no text matches '" + read.definition.name() + "', for it has no end");
        });
  }

  /// Names must be defined even where nothing leads to them.
  private void checkNames() {
    for (Definition definition : grammar.definitions().values()) {
      ArrayDeque<LarkNode> open = new ArrayDeque<>(List.of(definition.node()));
      while (!open.isEmpty()) {
        regexes.budget().spend(1);
        LarkNode node = open.remove();
        if (node instanceof LarkNode.Name(String name, int line)) {
          terminals.definition(name, line);
        }
        open.addAll(parts(node));
      }
    }
  }

  private static List<LarkNode> parts(LarkNode node) {
    return switch (node) {
      case LarkNode.Name _,
          LarkNode.Text _,
          LarkNode.Expression _,
          LarkNode.Range _,
          LarkNode.Schema _ ->
          List.of();
      case LarkNode.Sequence(List<LarkNode> parts) -> parts;
      case LarkNode.Choice(List<LarkNode> options) -> options;
      case LarkNode.Both(List<LarkNode> parts) -> parts;
      case LarkNode.Not(LarkNode inner, int _) -> List.of(inner);
      case LarkNode.Repeat(LarkNode inner, int _, int _) -> List.of(inner);
    };
  }

  /// Any number of what is ignored.
  private Syntax skipped() {
    List<Syntax> ways =
        grammar.ignored().stream().map(n -> Syntax.word(terminals.of(n), regexes)).toList();
    return new Syntax(new Shape.Repeat(new Syntax(new Shape.Choice(ways)), 0, Regexes.UNBOUNDED));
  }

  private Syntax rule(String name, int line) {
    if (LarkTerminals.isTerminal(name)) {
      return lexeme(terminals.named(name, line));
    }
    Read known = rules.get(name);
    if (known == null) {
      known = new Read(terminals.definition(name, line), new Nonterminal(name));
      rules.put(name, known);
      unread.add(known);
    }
    return new Syntax(new Shape.Call(known.rule));
  }

  private Syntax lexeme(Regex regex) {
    return lexemes.computeIfAbsent(regex, r -> followed(Syntax.word(r, regexes)));
  }

  private Syntax followed(Syntax syntax) {
    return grammar.ignored().isEmpty()
        ? syntax
        : new Syntax(new Shape.Sequence(List.of(syntax, skipped)));
  }

  private Syntax syntax(LarkNode node) {
    regexes.budget().spend(1);
    return switch (node) {
      case LarkNode.Name(String name, int line) -> rule(name, line);
      case LarkNode.Text _,
          LarkNode.Expression _,
          LarkNode.Range _,
          LarkNode.Both _,
          LarkNode.Not _ ->
          lexeme(terminals.of(node));
      case LarkNode.Sequence(List<LarkNode> parts) ->
          new Syntax(new Shape.Sequence(parts.stream().map(this::syntax).toList()));
      case LarkNode.Choice(List<LarkNode> options) ->
          new Syntax(new Shape.Choice(options.stream().map(this::syntax).toList()));
      case LarkNode.Repeat(LarkNode inner, int least, int most) ->
          new Syntax(new Shape.Repeat(syntax(inner), least, most));
      case LarkNode.Schema(var schema, int line) -> {
        try {
          yield followed(schemas.apply(new Form.Schema(schema)));
        } catch (SchemaException e) {
          throw LarkLexer.problem(line, "the schema cannot be kept. " + e.getMessage());
        }
      }
    };
  }
}
