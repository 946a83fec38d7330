package dev.ponder.grammar;

import java.util.List;

/// A grammar of one lexeme.
final class RegexGrammar {
  private RegexGrammar() {}

  static Grammar compile(String pattern) {
    Regexes regexes = new Regexes(new Budget(Grammar.COMPILE_STEPS));
    Regex lexeme;
    try {
      lexeme =
          new PatternCompiler(regexes, set -> Utf8.of(regexes, set))
              .whole(PatternParser.parse(pattern));
    } catch (PatternException e) {
      throw new SchemaException(
          List.of(), "", "the regular expression cannot be kept, because " + e.getMessage() + ".");
    } catch (StackOverflowError e) {
      throw new GrammarLimitException("the regular expression nests too deeply");
    }
    if (!regexes.alive(lexeme)) {
      throw new SchemaException(List.of(), "", "no text matches the regular expression.");
    }
    Rule rule = new Rule(0, false);
    rule.define(new Start(lexeme));
    regexes.budget().limit(Grammar.MASK_STEPS);
    return new Grammar(new Automaton(regexes, rule));
  }

  /// The text has not begun; it may be empty.
  private record Start(Regex lexeme) implements Rule.Place {
    @Override
    public boolean ends() {
      return lexeme.nullable;
    }

    @Override
    public void expand(Rule.Edges edges) {
      edges.lexeme(lexeme, new End());
    }
  }

  private record End() implements Rule.Place {
    @Override
    public boolean ends() {
      return true;
    }

    @Override
    public void expand(Rule.Edges edges) {}
  }
}
