package dev.ponder.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.state.State;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SealsTest {
  private final State state = State.temporary();
  private final Seals seals = Seals.of(state);

  @AfterEach
  void close() {
    state.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "thought", "über \u0000 \ud83e\udd14 and more"})
  void whatWasSealedOpens(String text) {
    String sealed = seals.sealer("ada").seal(text);

    assertThat(seals.sealer("ada").open(sealed)).contains(text);
    assertThat(Seals.of(state).sealer("ada").open(sealed)).contains(text);
    assertThat(sealed).isNotEqualTo(seals.sealer("ada").seal(text));
  }

  @Test
  void nobodyElseCanOpenIt() {
    String sealed = seals.sealer("ada").seal("thought");

    assertThat(seals.sealer("bob").open(sealed)).isEmpty();
    try (State other = State.temporary()) {
      assertThat(Seals.of(other).sealer("ada").open(sealed)).isEmpty();
    }
  }

  @Test
  void everyChangedBitIsNoticed() {
    byte[] sealed = Base64.getUrlDecoder().decode(seals.sealer("ada").seal("thought"));
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      String text = Base64.getUrlEncoder().encodeToString(changed);
      assertThat(seals.sealer("ada").open(text)).as("bit %d", bit).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "A", "AQ==", "no base64!", "gAAAAABo", "AQEBAQEBAQEBAQEBAQEBAQEBAQEB"})
  void whatNeverWasSealedDoesNotOpen(String text) {
    assertThat(seals.sealer("ada").open(text)).isEmpty();
  }
}
