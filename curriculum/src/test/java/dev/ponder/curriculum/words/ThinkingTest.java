package dev.ponder.curriculum.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Effort;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThinkingTest {
  private static final Story STORY =
      new Story(
          "example",
          "Mia had 120 apples. She gave away 17. The rest go into 5 bags of 3 and a box.",
          List.of(new Story.Mention(120, "start"), new Story.Mention(17, "out")),
          List.of(
              new Story.Sum("bagged", 5, '*', 3, 15, "5*3"),
              new Story.Sum("left", 120, '-', 17, 103, "120-17"),
              new Story.Sum("tenth", 30, '/', 10, 3, "30//10")));

  @Test
  void lowEffortThinksNothing() {
    assertThat(Thinking.of(STORY, Effort.LOW)).isEmpty();
    assertThat(Thinking.beforeCall(STORY, Effort.LOW)).isEmpty();
  }

  @Test
  void mediumEffortWritesALineForEachOperation() {
    assertThat(Thinking.of(STORY, Effort.MEDIUM).lines())
        .hasSize(3)
        .startsWith("bagged: 5*3=15")
        .anySatisfy(line -> assertThat(line).startsWith("left: 120-17|").endsWith("=103"))
        .endsWith("tenth: 30/10=3");
    assertThat(Thinking.beforeCall(STORY, Effort.MEDIUM)).isEqualTo("tenth");
  }

  @Test
  void highEffortReadsFirstAndWorksOutWhatNobodyLooksUp() {
    assertThat(Thinking.of(STORY, Effort.HIGH).lines())
        .hasSize(4)
        .startsWith("120 start; 17 out; asked tenth", "bagged: 5*3=15")
        .anySatisfy(line -> assertThat(line).startsWith("left: 120-17|").endsWith("=103"))
        .endsWith("tenth: 30/10=3");
    assertThat(Thinking.beforeCall(STORY, Effort.HIGH)).isEqualTo("120 start; 17 out; asked tenth");
  }
}
