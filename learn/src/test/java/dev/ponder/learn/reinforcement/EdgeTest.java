package dev.ponder.learn.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Check;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Question;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Subject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EdgeTest {
  private final Edge edge = new Edge(Cell.of(List.of(new Levels())));

  private record Levels() implements Subject {
    @Override
    public String name() {
      return "levels";
    }

    @Override
    public Area area() {
      return Area.LOGIC;
    }

    @Override
    public int levels() {
      return 2;
    }

    @Override
    public Exercise exercise(Dice dice, Setting setting) {
      return Exercise.of(Question.of(""), Answer.direct(""), Check.text(""));
    }
  }

  @Test
  void cellsAreLevelsTimesEfforts() {
    assertThat(edge.size()).isEqualTo(6);
    assertThat(edge.cell(5).name()).isEqualTo("levels/2/high/none");
  }

  @Test
  void whatIsNeitherMasteredNorImpossibleIsDrawnMost() {
    double[] rates = {0, 1, 0.5, 0.9, 0, 1};
    for (int i = 0; i < rates.length; i++) {
      edge.observe(i, rates[i]);
    }
    int[] drawn = new int[6];
    Dice dice = Dice.of(1);
    for (int i = 0; i < 4_000; i++) {
      drawn[edge.draw(dice)]++;
    }
    assertThat(drawn[2]).isBetween(2_200, 2_800);
    assertThat(drawn[3]).isBetween(800, 1_200);
    assertThat(drawn[0]).isBetween(40, 200);
    assertThat(drawn[5]).isBetween(40, 200);
  }

  @Test
  void theFirstObservationTellsAllAndLaterOnesMoveTheEstimate() {
    edge.observe(0, 1);
    assertThat(edge.success(0)).isEqualTo(1);
    edge.observe(0, 0);
    assertThat(edge.success(0)).isEqualTo(0.6);
  }

  @Test
  void estimatesSurviveAndOddOnesDoNoHarm() {
    edge.observe(3, 0.25);
    Edge restored = new Edge(Cell.of(List.of(new Levels())));
    restored.restore(edge.toJson().members());
    assertThat(restored.success(3)).isEqualTo(0.25);
    restored.restore(
        Map.of("levels/1/low/none", Json.of(7), "levels/1/high/none", Json.of("much")));
    assertThat(restored.success(0)).isEqualTo(1);
    assertThat(restored.success(2)).isEqualTo(0.5);
  }
}
