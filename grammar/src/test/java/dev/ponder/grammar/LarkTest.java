package dev.ponder.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Definitions as custom tools carry them.
class LarkTest {

  /// In the manner of the examples of the documentation of custom tools.
  private static final String SUMS =
      """
      // Sums and products.
      start: expr
      ?expr: term (SP ADD SP term)* -> add
           | term
      ?term: factor (SP MUL SP factor)* -> mul
      factor: INT
      SP: " "
      ADD: "+"
      MUL.2: "*"
      %import common.INT
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          start: "a" | "b" "c"                                   ¦ a,bc        ¦ b,c,abc
          start: "a"?  "b"+                                      ¦ b,abb       ¦ a,aab
          start: ["a"] ("b" | "c")* "d"                          ¦ d,abcd      ¦ a,abc
          start: "a"~2                                           ¦ aa          ¦ a,aaa
          start: "a"~2..3                                        ¦ aa,aaa      ¦ a,aaaa
          start: "a"{2,3} "b"{2,} "c"{,1} "d"{1}                 ¦ aabbcd,aaabbbd ¦ abbd,aabbccd
          start: "x"i /y[a-c]+/i                                 ¦ Xyab,xYC    ¦ xy
          start: "a".."c" "0".."9"                               ¦ a0,c9       ¦ d0,ab
          start: /(?i:se)lect/                                   ¦ SElect      ¦ SELECT
          start: /a b  # spaced/x                                ¦ ab          ¦ a b
          start: a;a: "("  a ")" |                               ¦ `(())`      ¦ `(()`
          start: a;a: a "+" "n" | "n"                            ¦ n+n+n       ¦ n+,+n
          start: a;a: a a | "n"                                  ¦ n,nnn       ¦ x
          start: a;a: a | b;b: a | "x"                           ¦ x           ¦ xx
          start: a a;a: b?;b: "y" | a                            ¦ y,yy        ¦ yyy
          start: x "end";x: "a" x | "b"                          ¦ abend,aabend ¦ aend
          start: WORD+;%import common.WORD                       ¦ abc         ¦ a1
          start: N ("," N)*;%import common.SIGNED_NUMBER -> N;%ignore " "  ¦ `1, -2.5 ,3e4 ` ¦ `1,,2`
          start: A B;A: "a"+;B: "ab"                             ¦ aab,aaab    ¦ aa,ab
          start: A;A: /[a-z]+/ & ~/if|else/                      ¦ iff,e       ¦ if,else
          start: "\\x41\\u00e9\\n\\"" /\\/\\d/                   ¦ `Aé
          "/5`                                                   ¦ A
          start: k v;k: "if" | "else" | "elseif";v: /[a-z]*/     ¦ ifx,elseifx,else ¦ el
          start: "a" %json {"type":"array","items":{"const":1}}  ¦ `a[1]`      ¦ `a[2]`
          start.2: b;!b: "x" -> name;_c: "y";                    ¦ x           ¦ y
          """)
  void aDefinitionSaysWhatATextIs(String definition, String good, String bad) {
    Grammar grammar = Grammar.ofLark(definition.replace(';', '\n'));
    for (String text : good.split("(?<=[^,]),(?! )", good.contains("1, -2") ? 1 : 0)) {
      assertThat(Traces.accepts(grammar, text)).as(text).isTrue();
    }
    for (String text : bad.split(",(?!,)", bad.contains(",,") ? 1 : 0)) {
      assertThat(Traces.accepts(grammar, text)).as(text).isFalse();
    }
  }

  @Test
  void theDocumentationsKindOfDefinitionIsRead() {
    Grammar grammar = Grammar.ofLark(SUMS);
    assertThat(Traces.accepts(grammar, "1 + 2 * 34")).isTrue();
    assertThat(Traces.accepts(grammar, "1 +2")).isFalse();
    assertThat(Traces.accepts(grammar, "1 + ")).isFalse();
  }

  @Test
  void aLanguageOfStatementsWithSpacesIsRead() {
    Grammar grammar =
        Grammar.ofLark(
            """
            start: statement+
            statement: "let" NAME "=" expr ";" | "if" expr block ["else" block]
            block: "{" statement* "}"
            expr: expr ("+" | "-") atom
                | atom
            atom: NAME | NUMBER | "(" expr ")" | STRING
            STRING: ESCAPED_STRING
            NAME: CNAME
            %import common (CNAME, NUMBER, ESCAPED_STRING, WS)
            %ignore WS
            %ignore /#[^\\n]*/
            """);
    assertThat(
            Traces.accepts(
                grammar,
                "let x = (1 + y) - \"a\\\"b\"; # note\nif x { let y=2; } else { if y {} }\n"))
        .isTrue();
    assertThat(Traces.accepts(grammar, "let x = 1 + ;")).isFalse();
    assertThat(Traces.accepts(grammar, " let x = 1;")).isFalse();
  }

  @Test
  void whatIsIgnoredMayComeFirstWhenAsked() {
    String definition = "%llguidance {\"allow_initial_skip\": true}\nstart: \"a\"\n%ignore \" \"\n";
    assertThat(Traces.accepts(Grammar.ofLark(definition), "  a ")).isTrue();
  }

  @Test
  void aDefinitionHoldsInsideAJsonString() {
    Grammar grammar =
        Grammar.of(new Form.JsonString(new Form.Lark("start: \"\\\"\" start \"\\n\" | \"é\"")));
    assertThat(Traces.accepts(grammar, "\"\\\"\\u0022é\\n\\n\"")).isTrue();
    assertThat(Traces.accepts(grammar, "\"\\\"é\"")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          a: "x"                        ¦ The grammar has no rule 'start'.
          start: a                      ¦ Line 1: 'a' is not defined.
          start: "a";b: C               ¦ Line 2: 'C' is not defined.
          start: a;a: "x" a             ¦ Line 2: no text matches 'a', for it has no end.
          start: "b" | a;a: "x" a       ¦ Line 2: no text matches 'a', for it has no end.
          start: A;A: "x" A             ¦ Line 2: the terminal 'A' refers to itself; only rules may.
          start: A;A: b;b: "c"          ¦ Line 2: the rule 'b' cannot be part of a terminal.
          start: A;A: /a/ & /b/         ¦ Line 2: no text matches 'A'.
          start: "a                     ¦ Line 1: a string does not end.
          start: ("a"                   ¦ Line 1: ')' is expected, not the end.
          start: "a";start: "b"         ¦ Line 2: 'start' is defined already, in line 1.
          start: /(?=a)b/               ¦ Line 1: the regular expression cannot be kept, because look-around and flags are not supported (character 3).
          start: /a/q                   ¦ Line 1: the flags 'q' are not all supported.
          %declare X;start: "a"         ¦ Line 1: '%declare' is not supported.
          %import .f.X;start: X         ¦ Line 1: only what 'common' defines can be imported.
          %import common.NOPE;start: "" ¦ Line 1: 'common' does not define 'NOPE'.
          start: b{"c"};b{x}: x         ¦ Line 1: templates are not supported.
          start[capture]: "a"           ¦ Line 1: attributes of rules are not supported.
          start: <|call|>               ¦ Line 1: special tokens are not supported.
          start: "b".."a"               ¦ Line 1: a range goes from one character to a later one.
          start: "a"~3..2               ¦ Line 1: a count's upper bound is below its lower one.
          start: "\\q"                  ¦ Line 1: '\\q' means nothing in a string.
          start: ^                      ¦ Line 1: '^' means nothing here.
          start: %json {"type":"x"}     ¦ Line 1: the schema cannot be kept. In context=(), 'x' is not a valid type.
          """)
  void whatCannotBeKeptIsRefusedByLine(String definition, String message) {
    assertThatThrownBy(() -> Grammar.ofLark(definition.replace(';', '\n')))
        .isInstanceOf(DefinitionException.class)
        .hasMessage(message);
  }
}
