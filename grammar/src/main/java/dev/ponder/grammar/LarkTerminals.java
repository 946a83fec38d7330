package dev.ponder.grammar;

import dev.ponder.grammar.LarkParser.Definition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The terminals of a Lark definition as expressions. A terminal may consist of others but not of
/// itself, so each is one regular expression.
final class LarkTerminals {
  private final Regexes regexes;
  private final Alphabet alphabet;
  private final Map<String, Definition> definitions;
  private final Map<String, Regex> known = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  LarkTerminals(Alphabet alphabet, Map<String, Definition> definitions) {
    this.regexes = alphabet.regexes();
    this.alphabet = alphabet;
    this.definitions = definitions;
  }

  /// Whether such a name is a terminal's.
  static boolean isTerminal(String name) {
    String letters = name.replace("_", "");
    return !letters.isEmpty() && Character.isUpperCase(letters.charAt(0));
  }

  /// The rule or terminal of that name, which is referred to in that line.
  Definition definition(String name, int line) {
    Definition definition = definitions.get(name);
    if (definition == null) {
      throw LarkLexer.problem(line, "'" + name + "' is not defined");
    }
    return definition;
  }

  /// The words of that terminal.
  Regex named(String name, int line) {
    Regex regex = known.get(name);
    if (regex != null) {
      return regex;
    }
    Definition definition = definition(name, line);
    if (!open.add(name)) {
      throw LarkLexer.problem(
          definition.line(), "the terminal '" + name + "' refers to itself; only rules may");
    }
    regex = of(definition.node());
    if (!regexes.alive(regex)) {
      throw LarkLexer.problem(definition.line(), "no text matches '" + name + "'");
    }
    open.remove(name);
    known.put(name, regex);
    return regex;
  }

  Regex of(LarkNode node) {
    regexes.budget().spend(1);
    return switch (node) {
      case LarkNode.Name(String name, int line) -> {
        if (!isTerminal(name)) {
          throw LarkLexer.problem(line, "the rule '" + name + "' cannot be part of a terminal");
        }
        yield named(name, line);
      }
      case LarkNode.Text(String text, PatternFlags flags) -> literal(text, flags);
      case LarkNode.Expression expression -> expression(expression);
      case LarkNode.Range(int first, int last) ->
          alphabet.character().apply(CodePoints.of(first, last));
      case LarkNode.Sequence(List<LarkNode> parts) ->
          regexes.then(parts.stream().map(this::of).toArray(Regex[]::new));
      case LarkNode.Choice(List<LarkNode> options) ->
          regexes.either(options.stream().map(this::of).toList());
      case LarkNode.Both(List<LarkNode> parts) ->
          regexes.both(parts.stream().map(this::of).toList());
      case LarkNode.Not(LarkNode inner, int _) -> {
        Regex any = regexes.star(alphabet.character().apply(CodePoints.ALL));
        yield regexes.both(any, regexes.not(of(inner)));
      }
      case LarkNode.Repeat(LarkNode inner, int least, int most) ->
          regexes.repeat(of(inner), least, most);
      case LarkNode.Schema(_, int line) ->
          throw LarkLexer.problem(line, "'%json' can be part of rules only");
    };
  }

  private Regex literal(String text, PatternFlags flags) {
    return flags.anyCase() ? alphabet.anyCase(text) : alphabet.literal(text);
  }

  private Regex expression(LarkNode.Expression expression) {
    try {
      return alphabet
          .patterns()
          .whole(
              PatternParser.parse(
                  expression.pattern(),
                  PatternDialect.RUST,
                  expression.flags(),
                  regexes.properties()));
    } catch (PatternException e) {
      throw LarkLexer.problem(
          expression.line(), "the regular expression cannot be kept, because " + e.getMessage());
    }
  }
}
