package dev.ponder.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BatchesTest {
  private static final Standing START = new Standing(7, 0.25, 1, 100);

  /// Says what it was asked for, and remembers how often.
  private static final class Asked implements Source {
    final List<Place> places = Collections.synchronizedList(new ArrayList<>());
    private final int ahead;

    Asked(int ahead) {
      this.ahead = ahead;
    }

    @Override
    public Batch batch(Place place) {
      places.add(place);
      return Counting.batch(place.step());
    }

    @Override
    public byte[] state() {
      return new byte[] {(byte) places.size()};
    }

    @Override
    public int ahead() {
      return ahead;
    }
  }

  @Test
  void batchesComeInOrderEachWithTheStateAfterIt() throws Exception {
    Asked source = new Asked(3);
    try (Batches batches = Batches.from(source, new Budget.Steps(8), START, () -> 0)) {
      for (int i = 1; i <= 5; i++) {
        Batches.Prepared prepared = batches.next(new Place(7 + i, 0));
        assertThat(prepared.state()).containsExactly(i);
        assertThat(prepared.batch().examples().getFirst().example().tokens())
            .isEqualTo(Counting.batch(7 + i).examples().getFirst().example().tokens());
      }
    }
    assertThat(source.places.getFirst()).isEqualTo(new Place(8, 0.25));
    assertThat(source.places.get(2)).isEqualTo(new Place(10, 0.5));
    // The five that were taken, three that wait, and one that waits for room.
    assertThat(source.places).hasSizeBetween(5, 9);
  }

  @Test
  void onDemandNothingIsMadeBeforeItIsWanted() throws Exception {
    Asked source = new Asked(0);
    try (Batches batches = Batches.from(source, new Budget.Steps(8), START, () -> 0)) {
      assertThat(source.places).isEmpty();
      batches.next(new Place(8, 0.25));
      assertThat(source.places).containsExactly(new Place(8, 0.25));
    }
  }

  @Test
  void anErrorOfTheSourceComesInItsTurn() throws Exception {
    Source source =
        place -> {
          if (place.step() == 9) {
            throw new StackOverflowError("too deep");
          }
          return Counting.batch(place.step());
        };
    try (Batches batches = Batches.from(source, new Budget.Steps(8), START, () -> 0)) {
      batches.next(new Place(8, 0));
      assertThatThrownBy(() -> batches.next(new Place(9, 0))).hasMessage("too deep");
    }
  }
}
