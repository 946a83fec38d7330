package dev.ponder.grammar;

import dev.ponder.grammar.Syntax.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Turns a form into a grammar, all its parts over the same expressions and within one budget.
final class FormCompiler {
  private static final int MAX_DEPTH = 200;

  private final Regexes regexes = new Regexes(new Budget(Grammar.COMPILE_STEPS));
  private final JsonText json = new JsonText(regexes);
  private final Map<Form.Schema, Syntax> schemas = new HashMap<>();
  private final Alphabet plain = Alphabet.plain(regexes);
  private final Alphabet inJson = Alphabet.inJson(regexes, json);
  private int depth;

  static Grammar compile(Form form) {
    try {
      return new FormCompiler().grammar(form);
    } catch (StackOverflowError e) {
      throw new GrammarLimitException("the grammar or a pattern in it nests too deeply");
    }
  }

  private Grammar grammar(Form form) {
    Syntax.Nonterminal whole = new Syntax.Nonterminal("the whole");
    whole.body = syntax(form, plain);
    Solver.solve(new Syntax(new Shape.Call(whole)), regexes.budget());
    if (!whole.body.alive) {
      throw new DefinitionException("No text matches the grammar.");
    }
    whole.rule.define(Todo.all(whole.body, regexes.budget()));
    regexes.budget().limit(Grammar.MASK_STEPS);
    Automaton automaton = new Automaton(regexes, whole.rule);
    // What cannot even begin within its steps is to be refused here, not in a generation.
    automaton.start();
    return new Grammar(automaton);
  }

  private Syntax syntax(Form form, Alphabet alphabet) {
    if (++depth > MAX_DEPTH) {
      throw new GrammarLimitException("the form nests more than %,d deep".formatted(MAX_DEPTH));
    }
    regexes.budget().spend(1);
    Syntax syntax =
        switch (form) {
          case Form.Literal(String text) -> word(alphabet.literal(text));
          case Form.Text(List<String> without) -> word(alphabet.without(without));
          case Form.Words(List<String> without, String beginning) ->
              word(words(without, beginning, alphabet));
          case Form.Mark(int number) -> word(regexes.literal(Vocabulary.mark(number)));
          case Form.Expression(String pattern) -> word(expression(pattern, alphabet));
          case Form.Lark(String definition) ->
              LarkCompiler.compile(definition, alphabet, s -> embedded(s, alphabet));
          case Form.Schema schema -> embedded(schema, alphabet);
          case Form.Sequence(List<Form> parts) ->
              new Syntax(new Shape.Sequence(each(parts, alphabet)));
          case Form.Choice(List<Form> options) ->
              new Syntax(new Shape.Choice(each(options, alphabet)));
          case Form.Repeat(Form inner, int least, int most) ->
              new Syntax(new Shape.Repeat(syntax(inner, alphabet), least, most));
          case Form.JsonString(Form text) -> {
            if (alphabet != plain) {
              throw new DefinitionException("A JSON string cannot be part of another.");
            }
            yield quoted(text);
          }
        };
    depth--;
    return syntax;
  }

  private List<Syntax> each(List<Form> forms, Alphabet alphabet) {
    return forms.stream().map(f -> syntax(f, alphabet)).toList();
  }

  private Regex words(List<String> without, String beginning, Alphabet alphabet) {
    Regex any = alphabet.without(List.of());
    Regex before = regexes.optional(regexes.then(any, alphabet.literal("\n")));
    Regex forbidden = regexes.then(before, expression(beginning, alphabet), any);
    return regexes.both(alphabet.without(without), regexes.not(forbidden));
  }

  private static Regex expression(String pattern, Alphabet alphabet) {
    try {
      return alphabet
          .patterns()
          .whole(
              PatternParser.parse(
                  pattern,
                  PatternDialect.RUST,
                  PatternFlags.NONE,
                  alphabet.regexes().properties()));
    } catch (PatternException e) {
      throw new DefinitionException(
          "The regular expression cannot be kept, because " + e.getMessage() + ".");
    }
  }

  private Syntax word(Regex regex) {
    return Syntax.word(regex, regexes);
  }

  private Syntax embedded(Form.Schema schema, Alphabet alphabet) {
    if (alphabet != plain) {
      throw new DefinitionException("A schema cannot be part of a text inside a JSON string.");
    }
    return schemas.computeIfAbsent(schema, this::schema);
  }

  private Syntax schema(Form.Schema schema) {
    return new Syntax(new Shape.Made(SchemaCompiler.compile(schema, json)));
  }

  /// One lexeme from quote to quote where that is all, since masks know those best.
  private Syntax quoted(Form text) {
    return switch (text) {
      case Form.Literal(String content) -> word(json.quoted(inJson.literal(content)));
      case Form.Text(List<String> without) -> word(json.quoted(inJson.without(without)));
      case Form.Expression(String pattern) -> word(json.quoted(expression(pattern, inJson)));
      case Form.Sequence _, Form.Choice _, Form.Repeat _, Form.Lark _ -> {
        Syntax quote = word(json.quote);
        yield new Syntax(new Shape.Sequence(List.of(quote, syntax(text, inJson), quote)));
      }
      case Form.Words(List<String> without, String beginning) ->
          word(json.quoted(words(without, beginning, inJson)));
      case Form.Schema _, Form.JsonString _, Form.Mark _ ->
          throw new DefinitionException(
              "A JSON string's text can hold no schemas, strings or marks.");
    };
  }
}
