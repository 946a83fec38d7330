package dev.ponder.jinja;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileTemplateTest {
  private static final Limits SMALL = new Limits(300_000, 8L << 20, 100_000, 500);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 'a' * 10 ** 9 }}",
        "{{ 'a' * 10 ** 30 }}",
        "{{ [1] * 10 ** 9 }}",
        "{{ [[1]] * 10 ** 30 }}",
        "{{ range(10 ** 9) }}",
        "{{ 9 ** (9 ** 9) }}",
        "{{ 10 ** 100000 }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for x in [[]] recursive %}{{ loop([[]]) }}{% endfor %}",
        "{{ '%999999999d' % 1 }}",
        "{{ '{:999999999}'.format(1) }}",
        "{{ 'a'.center(10 ** 9) }}",
        "{{ 'a'.zfill(10 ** 9) }}",
        "{{ 'a' | indent(10 ** 9) }}{{ 'a\nb' | indent(10 ** 9) }}",
        "{{ [1] | tojson(indent=10 ** 9) }}",
        "{{ [1] | batch(10 ** 9, 0) | list }}",
        "{{ [1] | slice(10 ** 9) | list }}",
        "{% set n = namespace(x=[]) %}{% for i in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}",
        "{% set n = namespace(x=[]) %}{% for i in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x == n.x + [] }}{{ n.x | tojson }}",
        "{% set n = namespace(x=[]) %}{% for i in range(9999) %}{% set n.x = [n.x] %}{% endfor %}{{ n.x }}",
        "{% set n = namespace() %}{% set n.n = n %}{{ n }}",
        "{% set n = namespace(s='a') %}{% for i in range(64) %}{% set n.s = n.s + n.s %}{% endfor %}",
        "{% for i in range(99999) %}0123456789{% endfor %}",
        "{{ ('a' * 100000) | list | join('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa') | length }}",
      })
  void aTemplateThatAsksForTooMuchIsStopped(String template) {
    Template parsed = Template.parse(template);
    assertThatThrownBy(() -> parsed.render(Map.of(), Clock.systemUTC(), SMALL))
        .isInstanceOf(TemplateException.LimitExceeded.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "{1:", "not ", "-", "x if y else ", "a[", "f("})
  void nestingIsBoundedWhereItIsParsed(String opening) {
    assertThatThrownBy(() -> Template.parse("{{ " + opening.repeat(50_000) + "1"))
        .isInstanceOf(TemplateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+1", "|string", ".a", " and 1", " or 0"})
  void longChainsAreBoundedWhereTheyAreEvaluated(String link) {
    Template parsed = Template.parse("{{ x" + link.repeat(20_000) + " }}");
    assertThatThrownBy(() -> parsed.render(Map.of("x", Input.data("")), Clock.systemUTC()))
        .isInstanceOf(TemplateException.class);
  }

  @Test
  void blocksInsideOneAnotherAreBounded() {
    assertThatThrownBy(() -> Template.parse("{% if 1 %}".repeat(5_000)))
        .isInstanceOf(TemplateException.LimitExceeded.class);
  }

  @Test
  void aSyntaxErrorTellsItsLine() {
    assertThatThrownBy(() -> Template.parse("a\nb {{ 1 + }}"))
        .isInstanceOf(TemplateException.Syntax.class)
        .hasMessage("line 2: expected an expression, not '}}'");
  }

  @Test
  void includesAreRefusedByName() {
    assertThatThrownBy(() -> Template.parse("{% include 'x' %}"))
        .hasMessage("line 1: 'include' is not supported");
  }
}
