package dev.ponder.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSetTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 130})
  void whatIsNotInASetIsInItsInverse(int vocabulary) {
    TokenSet set = new TokenSet(vocabulary);
    set.add(0);
    set.invert();
    assertThat(IntStream.range(0, vocabulary).filter(set::contains).toArray())
        .isEqualTo(IntStream.range(1, vocabulary).toArray());
    // Nothing beyond the vocabulary came in.
    long[] all = new long[(vocabulary + 63) / 64];
    for (int i = 0; i < all.length; i++) {
      all[i] = set.word(i);
    }
    new TokenSet(vocabulary).addAll(all);
    TokenSet last = new TokenSet(vocabulary);
    last.add(vocabulary - 1);
    set.retainAll(last);
    assertThat(IntStream.range(0, vocabulary).filter(set::contains).count())
        .isEqualTo(vocabulary == 1 ? 0 : 1);
  }
}
