package dev.ponder.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvenanceTest {
  /// In what is expected, brackets enclose what is data; `d` is `aXbX`, `l` is `["p", "q"]`.
  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '`',
      value = {
        "<{{ d }}>@<[aXbX]>",
        "{{ '<' + d + '>' }}@<[aXbX]>",
        "{{ '<' ~ d ~ '>' }}@<[aXbX]>",
        "{{ ('<' ~ d ~ '>')[1:-1] }}@[aXbX]",
        "{{ ('<' ~ d ~ '>')[::-1] }}@>[XbXa]<",
        "{{ d.replace('X', '|') }}@[a]|[b]|",
        "{{ d.split('X') | join('-') }}@[a]-[b]-",
        "{{ ('-' ~ d) | upper }}@-[AXBX]",
        "{{ ('  ' ~ d ~ '  ') | trim }}@[aXbX]",
        "{{ '%s=%s' % ('k', d) }}@k=[aXbX]",
        "{{ '{}={}'.format('k', d) }}@k=[aXbX]",
        "{{ l | join(', ') }}@[p], [q]",
        "{{ {'k': d} | tojson }}@[{\"]k[\": \"aXbX\"}]",
        "{{ [d] }}@[['aXbX']]",
        "{{ 1 + 1 }}{{ n }}{{ n + 1 }}@2[34]",
        "{% set x %}<{{ d }}>{% endset %}{{ x }}@<[aXbX]>",
        "{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m(d) }}@<[aXbX]>",
        "{% for c in '<' ~ d %}{{ c }}{% endfor %}@<[aXbX]",
        "{{ v }}{{ d }}@user[aXbX]",
        "{{ d | default('x') }}{{ zz | default('x') }}@[aXbX]x",
      })
  void everyCharacterKnowsItsWriter(String template, String expected) {
    Map<String, Input> context =
        Map.of(
            "d", Input.data("aXbX"),
            "l", Input.data(Json.parse("[\"p\",\"q\"]")),
            "n", Input.data(Json.of(3)),
            "v", Input.template("user"));
    Rendering rendering = Template.parse(template).render(context, Clock.systemUTC());
    String shown =
        rendering.spans().stream()
            .map(s -> s.origin() == Origin.DATA ? "[" + s.text() + "]" : s.text())
            .collect(Collectors.joining());
    assertThat(shown).isEqualTo(expected);
  }
}
