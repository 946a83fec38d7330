package dev.ponder.learn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Curriculum;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.Tooling;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskTest {
  private static List<Task> tasks(long seed) {
    List<Subject> subjects =
        Curriculum.subjects().stream().filter(one -> one.area() == Area.WORD_PROBLEMS).toList();
    return Task.of(new Task.Order(subjects, Split.HELD_OUT, 8, seed));
  }

  @Test
  void theSameOrderAsksTheSameQuestions() {
    assertThat(tasks(1))
        .extracting(Task::question)
        .isEqualTo(tasks(1).stream().map(Task::question).toList());
    assertThat(tasks(1))
        .extracting(Task::question)
        .isNotEqualTo(tasks(2).stream().map(Task::question).toList());
  }

  @Test
  void theToolIsOfferedWithTheSameQuestions() {
    List<Task> all = tasks(3);
    List<Task> plain = all.stream().filter(one -> one.tooling() == Tooling.NONE).toList();
    List<Task> tool = all.stream().filter(one -> one.tooling() == Tooling.PYTHON).toList();
    assertThat(tool).hasSameSizeAs(plain);
    for (int i = 0; i < plain.size(); i++) {
      assertThat(tool.get(i).question().conversation())
          .isEqualTo(plain.get(i).question().conversation());
      assertThat(tool.get(i).question().tools().offered()).hasSize(1);
      assertThat(tool.get(i).rounds()).isPositive();
    }
  }

  @Test
  void questionsAreSpreadOverTheLevels() {
    assertThat(tasks(4)).extracting(Task::level).contains(1, 2, 3, 4);
  }

  @Test
  void noQuestionIsAskedTwice() {
    List<Subject> small =
        Curriculum.subjects().stream().filter(one -> one.name().equals("small-talk")).toList();
    List<Task> all = Task.of(new Task.Order(small, Split.HELD_OUT, 150, 6));
    assertThat(all).extracting(Task::question).doesNotHaveDuplicates();
    assertThat(all).hasSizeBetween(60, 250);
  }

  @Test
  void severalAnswersCostAsMuchAsOne() {
    assertThat(Votes.affordable(10, 50)).isEqualTo(5);
    assertThat(Votes.affordable(50, 10)).isEqualTo(1);
    assertThat(Votes.affordable(0, 1e9)).isEqualTo(Votes.MOST_SAMPLES);
  }
}
