package dev.ponder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Problem;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class EventLogTest {
  private static final Outcome OVER = new Outcome.Failed(Problem.of(Problem.Kind.INTERNAL, "over"));

  @Test
  void everyReaderOfAKeepingLogGetsEverything() throws Exception {
    EventLog log = EventLog.keeping(1 << 20);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<String>>> readers =
          LongStream.of(0, 0, 3, 7, 50)
              .mapToObj(from -> threads.submit(() -> read(log, from)))
              .toList();
      for (int i = 0; i < 20; i++) {
        log.add(List.of(event(i), event(i + 1000)));
      }
      log.end(OVER);
      assertThat(readers.get(0).get()).hasSize(40).startsWith("0", "1000", "1");
      assertThat(readers.get(1).get()).isEqualTo(readers.get(0).get());
      assertThat(readers.get(2).get()).isEqualTo(readers.get(0).get().subList(3, 40));
      assertThat(readers.get(3).get()).isEqualTo(readers.get(0).get().subList(7, 40));
      assertThat(readers.get(4).get()).isEmpty();
    }
  }

  @Test
  void aKeepingLogForgetsTheOldestAndSaysSo() throws Exception {
    EventLog log = EventLog.keeping(10);
    for (int i = 0; i < 100; i++) {
      log.add(List.of(event(i)));
    }
    log.end(OVER);

    assertThat(log.next()).isEqualTo(100);
    assertThat(log.first()).isBetween(90L, 96L);
    assertThat(log.events()).extracting(StreamEvent::data).endsWith("98", "99");
    assertThat(read(log, log.first())).startsWith("" + log.first()).endsWith("99");
    assertThatThrownBy(() -> log.at(log.first() - 1, Duration.ZERO))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theWriterOfAPassingLogWaitsForItsReader() throws Exception {
    EventLog log = EventLog.passing(3);
    CountDownLatch written = new CountDownLatch(1);
    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                for (int i = 0; i < 10; i++) {
                  log.add(List.of(event(i)));
                }
                written.countDown();
              } catch (Cancelled e) {
                throw new AssertionError(e);
              }
            });
    while (writer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(log.next()).isEqualTo(3);
    for (int i = 0; i < 10; i++) {
      assertThat(log.at(i, Duration.ofSeconds(10))).isEqualTo(new Reading.Step.Event(event(i)));
    }
    assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aWriterThatWaitsCanBeCalledOff() throws Exception {
    EventLog log = EventLog.passing(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                log.add(List.of(event(1), event(2)));
              } catch (Cancelled e) {
                cancelled.countDown();
              }
            });
    while (writer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    writer.interrupt();
    assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void silenceIsToldAndTheFirstEndStays() throws Exception {
    EventLog log = EventLog.keeping(10);
    assertThat(log.at(0, Duration.ofMillis(1))).isInstanceOf(Reading.Step.Silence.class);
    log.end(OVER);
    log.end(new Outcome.Failed(Problem.of(Problem.Kind.INTERNAL, "again")));
    assertThat(log.at(0, Duration.ofDays(1))).isEqualTo(new Reading.Step.Ended(OVER));
  }

  private static StreamEvent event(int number) {
    return new StreamEvent("test", Integer.toString(number));
  }

  private static List<String> read(EventLog log, long from) throws InterruptedException {
    LogReading reading = new LogReading(log, from);
    List<String> data = new java.util.ArrayList<>();
    while (reading.next(Duration.ofSeconds(10)) instanceof Reading.Step.Event(StreamEvent event)) {
      data.add(event.data());
    }
    return data;
  }
}
