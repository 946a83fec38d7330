package dev.ponder.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SectionsTest {

  @Test
  void readsSectionsInOrder() {
    Sections sections =
        Sections.parse(
            "a.conf",
            """
            \uFEFF# a comment
            [first]
              key = a value = with more

            ; another
            other=1
            [ empty ]
            """);

    assertThat(sections.sections())
        .extracting(Sections.Section::name)
        .containsExactly("first", "empty");
    assertThat(sections.sections().getFirst().entries())
        .containsExactly(
            org.assertj.core.api.Assertions.entry(
                "key", new Sections.Entry("a value = with more", 3)),
            org.assertj.core.api.Assertions.entry("other", new Sections.Entry("1", 6)));
    assertThat(sections.sections().getLast().entries()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[a|a.conf, line 1: a section begins with [name], not with '[a'",
        "[]|a.conf, line 1: a section begins with [name], not with '[]'",
        "k = v|a.conf, line 1: 'k' stands before the first [name]",
        "[a]~k|a.conf, line 2: 'k' is not of the form key = value",
        "[a]~k =|a.conf, line 2: 'k =' is not of the form key = value",
        "[a]~k = 1~k = 2|a.conf, line 3: 'k' is there twice",
        "[a]~[b]~[a]|a.conf, line 3: [a] is there twice",
      })
  void saysWhatIsWrongAndWhere(String text, String message) {
    assertThatExceptionOfType(Sections.Malformed.class)
        .isThrownBy(() -> Sections.parse("a.conf", text.replace('~', '\n')))
        .withMessage(message);
  }
}
