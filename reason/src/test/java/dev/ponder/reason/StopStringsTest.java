package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopStringsTest {

  @ParameterizedTest
  @CsvSource({
    "the END of,      END,      'the '",
    "the EN of,       END,      the EN of",
    "the EN,          END,      the EN",
    "aaab,            aab,      a",
    "ababac,          abac,     ab",
    "xabcdx,          bc,       xa",
    "xabcdx,          abcd|bc,  xa",
    "xabcdx,          abc|bc,   x",
    "END,             END,      ''",
    "🙂x🙂🙂y,        🙂🙂,     🙂x",
  })
  void theTextIsCutBeforeTheFirstStopStringInEverySplit(String text, String stops, String kept) {
    for (int i = 0; i <= text.length(); i++) {
      for (int j = i; j <= text.length(); j++) {
        StopStrings cut = new StopStrings(List.of(stops.split("\\|")));
        String out =
            cut.accept(text.substring(0, i))
                + cut.accept(text.substring(i, j))
                + cut.accept(text.substring(j))
                + cut.end();
        assertThat(out).as("cut at %d and %d", i, j).isEqualTo(kept);
        assertThat(cut.met().isPresent()).isEqualTo(kept.length() < text.length());
      }
    }
  }

  @Test
  void noMoreIsHeldBackThanMayBecomeAStopString() {
    StopStrings cut = new StopStrings(List.of("END", "E2"));
    assertThat(cut.accept("a E")).isEqualTo("a ");
    assertThat(cut.accept("N")).isEmpty();
    assertThat(cut.accept("E")).isEqualTo("EN");
    assertThat(cut.accept("x")).isEqualTo("Ex");
  }

  @Test
  void longRepetitiveStopStringsCostNoMore() {
    String a = "a".repeat(50_000);
    StopStrings cut = new StopStrings(List.of(a + "b"));
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      out.append(cut.accept("a"));
    }
    out.append(cut.accept("b"));
    assertThat(out.length()).isEqualTo(50_000);
    assertThat(cut.met().isPresent()).isTrue();
  }
}
