package dev.ponder.train.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.train.plot.Labels.Box;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsTest {
  private static final Box FRAME = new Box(50, 40, 600, 300);

  @Test
  void textsOfOnePlaceDoNotCoverEachOther() {
    Labels labels = new Labels(FRAME);
    List<Box> placed = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      placed.add(labels.place(300, 200, "about that place"));
    }
    for (int i = 0; i < placed.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(placed.get(i).overlap(placed.get(j))).isZero();
      }
    }
  }

  @Test
  void textsStayInsideTheFrameHoweverLong() {
    Labels labels = new Labels(FRAME);
    for (String text : List.of("short", "long ".repeat(10), "too long ".repeat(100))) {
      for (double x : new double[] {50, 350, 650}) {
        for (double y : new double[] {40, 190, 340}) {
          assertThat(FRAME.holds(labels.place(x, y, text))).isTrue();
        }
      }
    }
  }

  @Test
  void aTextGoesNextToItsPlaceAndBesideWhatIsDrawn() {
    Box free = new Labels(FRAME).place(300, 200, "text");
    assertThat(free.x()).isBetween(300.0, 320.0);
    Labels labels = new Labels(FRAME);
    Box wall = new Box(304, 150, 200, 100);
    labels.avoid(wall);
    assertThat(labels.place(300, 200, "text").overlap(wall)).isZero();
  }
}
