package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ponder.engine.TokenStep;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StreamsMeasurementTest {
  private static final TokenStep ENDED = new TokenStep.Ended(TokenStep.Cause.MAX_TOKENS, 1, 0, 1);
  private static final long SECOND = 1_000_000_000;
  private static final long MILLI = 1_000_000;

  @Test
  void speedsCountFromTheRequestOn() {
    // Two tokens after one and two seconds; four tokens within the same two.
    SideBySide two =
        SideBySide.of(
            List.of(
                arrivals(SECOND, 2 * SECOND),
                arrivals(SECOND / 2, SECOND, 3 * SECOND / 2, 2 * SECOND)));
    assertThat(two.count()).isEqualTo(2);
    assertThat(two.together()).isEqualTo(3);
    // Both write from the first second on; three tokens came in the second one.
    assertThat(two.writing()).isEqualTo(3);
    assertThat(two.each()).isEqualTo(new Spread(1.5, 1, 2));
    assertThat(two.firstToken()).isEqualTo(new Spread(0.75, 0.5, 1));
  }

  @Test
  void fairnessIsOneForEqualsAndTheirShareForOneThatGetsAll() {
    Arrivals one = arrivals(SECOND, 2 * SECOND);
    Arrivals none = arrivals();
    assertThat(SideBySide.of(List.of(one, one, one)).fairness()).isCloseTo(1, within(1e-12));
    assertThat(SideBySide.of(List.of(one, none, none, none)).fairness())
        .isCloseTo(0.25, within(1e-12));
  }

  @Test
  void percentilesAreMeasuredValues() {
    List<Double> hundred = LongStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList();
    assertThat(Percentiles.of(hundred.reversed())).isEqualTo(new Percentiles(100, 50, 90, 99, 100));
    assertThat(Percentiles.of(List.of(3.0))).isEqualTo(new Percentiles(1, 3, 3, 3, 3));
    assertThat(Percentiles.of(List.of())).isEqualTo(new Percentiles(0, 0, 0, 0, 0));
  }

  @Test
  void aGapCountsForTheTimeInWhichMostOfItLies() {
    // One answer writes from 10 on, the other from 20 on; the long prompt is read from 34 to 55.
    Arrivals first =
        arrivals(10 * MILLI, 20 * MILLI, 30 * MILLI, 36 * MILLI, 56 * MILLI, 60 * MILLI);
    Arrivals second = arrivals(20 * MILLI, 31 * MILLI, 36 * MILLI, 57 * MILLI, 62 * MILLI);
    Arrivals newcomer = new Arrivals(34 * MILLI, List.of(55 * MILLI));
    MixedLoad.Round round = new MixedLoad.Round(List.of(first, second), newcomer);
    assertThat(round.quiet()).containsExactlyInAnyOrder(10.0, 6.0, 11.0, 5.0);
    assertThat(round.mixed()).containsExactlyInAnyOrder(20.0, 21.0);
  }

  @Test
  void everyStreamGetsAPromptOfItsOwnAndIsClosed() throws InterruptedException {
    ScriptedEngine engine = new ScriptedEngine(96, ENDED);
    RandomPrompts prompts = new RandomPrompts(1000);
    List<int[]> three = prompts.several(3, SideBySide.PROMPT);
    assertThat(three.stream().map(Arrays::toString)).doesNotHaveDuplicates();
    SideBySide measured = SideBySide.measure(engine, three, 5, () -> {});
    assertThat(measured.count()).isEqualTo(3);
    assertThat(measured.together()).isPositive();
    assertThat(engine.prompts()).containsExactly(32, 32, 32);
    assertThat(engine.open()).isZero();
  }

  @Test
  void aFirstRunOfEachNumberDoesNotCount() throws InterruptedException {
    ScriptedEngine engine = new ScriptedEngine(96, ENDED);
    StreamsResult.Order order = new StreamsResult.Order(20, 5, 2, List.of(1, 3));
    StreamsResult measured = StreamsResult.measure(engine, new RandomPrompts(1000), order);
    assertThat(engine.prompts()).hasSize(3 * 1 + 3 * 3).containsOnly(20);
    assertThat(engine.open()).isZero();
    assertThat(measured.levels()).extracting(StreamsResult.Level::count).containsExactly(1, 3);
  }

  @Test
  void eachTurnIsWhatWasSaidAndAnsweredAndALittleMore() throws InterruptedException {
    ScriptedEngine engine = new ScriptedEngine(1000, ENDED);
    SecondTurn.Order order = new SecondTurn.Order(new SecondTurn.Shape(100, 16), 2);
    SecondTurn measured = SecondTurn.measure(engine, new RandomPrompts(1000), order, () -> {});
    assertThat(engine.prompts()).containsExactly(75, 116, 157, 198);
    assertThat(engine.open()).isZero();
    assertThat(measured.turns()).extracting(SecondTurn.Turn::prompt).containsExactly(157, 198);
    assertThat(measured.computed()).isEqualTo(new Spread(177.5, 157, 198));
    assertThat(order.room().context()).isEqualTo(198 + 25);
  }

  @Test
  void aLongPromptComesToRunningAnswersInEachRound() throws InterruptedException {
    ScriptedEngine engine = new ScriptedEngine(96, ENDED);
    MixedLoad.Order order = new MixedLoad.Order(2, 95, 2);
    MixedLoad measured = MixedLoad.measure(engine, new RandomPrompts(1000), order, () -> {});
    assertThat(engine.prompts()).containsExactly(32, 32, 95, 32, 32, 95);
    assertThat(engine.open()).isZero();
    assertThat(measured.streams()).isEqualTo(2);
    assertThat(measured.longPrompt()).isEqualTo(95);
    assertThat(measured.quiet().count()).isPositive();
  }

  @Test
  void whatBreaksInTheEngineIsTold() {
    ScriptedEngine engine = new ScriptedEngine(96, new TokenStep.Broken("no more"));
    List<int[]> prompts = List.of(new int[] {1}, new int[] {2});
    assertThatThrownBy(() -> SideBySide.measure(engine, prompts, 5, () -> {}))
        .isInstanceOf(Mistake.class)
        .hasMessage("the engine failed: no more");
    assertThat(engine.open()).isZero();
  }

  private static Arrivals arrivals(long... tokens) {
    return new Arrivals(0, LongStream.of(tokens).boxed().toList());
  }
}
