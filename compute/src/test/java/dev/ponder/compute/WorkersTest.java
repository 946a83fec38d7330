package dev.ponder.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void everyItemIsWorkedOnOnceInEveryRound(int threads) {
    try (Workers workers = new Workers(threads)) {
      for (int items : new int[] {0, 1, 2, 3, 7, 64, 100, 101}) {
        for (int grain : new int[] {1, 3, 16, 200}) {
          AtomicIntegerArray visits = new AtomicIntegerArray(items);
          workers.forEachBand(
              items,
              grain,
              (from, to, worker) -> {
                assertThat(worker).isBetween(0, threads - 1);
                assertThat(from % grain).isZero();
                for (int i = from; i < to; i++) {
                  visits.incrementAndGet(i);
                }
              });
          for (int i = 0; i < items; i++) {
            assertThat(visits.get(i)).isEqualTo(1);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void whatABandWroteIsSeenAfterwards(int threads) {
    int[] cells = new int[1000];
    try (Workers workers = new Workers(threads)) {
      for (int round = 0; round < 5000; round++) {
        workers.forEachBand(
            cells.length,
            8,
            (from, to, _) -> {
              for (int i = from; i < to; i++) {
                cells[i]++;
              }
            });
      }
    }
    assertThat(Arrays.stream(cells).distinct().toArray()).containsExactly(5000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anExceptionInAnyBandReachesTheCallerAndTheTeamGoesOn(int threads) {
    try (Workers workers = new Workers(threads)) {
      for (int culprit = 0; culprit < 30; culprit++) {
        int bad = culprit;
        assertThatThrownBy(() ->
                workers.forEachBand(
                    30,
                    1,
                    (from, to, _) -> {
                      if (from <= bad && bad < to) {
                        throw new IllegalArgumentException("item " + bad);
                      }
                    }))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("item " + bad);
        workers.forEachBand(30, 1, (_, _, _) -> {});
      }
    }
  }

  @Test
  void aClosedTeamRefusesWork() {
    Workers workers = new Workers(2);
    workers.close();
    workers.close();
    assertThatThrownBy(() -> workers.forEachBand(1, 1, (_, _, _) -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  @Timeout(30)
  void aTeamClosedDuringARegionFinishesIt() throws Exception {
    Workers workers = new Workers(2);
    CountDownLatch helperIsIn = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Thread closer =
        Thread.ofPlatform()
            .start(() -> {
              await(helperIsIn);
              workers.close();
              closed.countDown();
            });
    AtomicIntegerArray visits = new AtomicIntegerArray(100);
    workers.forEachBand(
        100,
        1,
        (from, to, worker) -> {
          if (worker == 1) {
            helperIsIn.countDown();
          }
          await(closed);
          for (int i = from; i < to; i++) {
            visits.incrementAndGet(i);
          }
        });
    closer.join();
    for (int i = 0; i < 100; i++) {
      assertThat(visits.get(i)).isEqualTo(1);
    }
    assertThatThrownBy(() -> workers.forEachBand(1, 1, (_, _, _) -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aTeamHasAtLeastOneMember() {
    assertThatThrownBy(() -> new Workers(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
