package dev.ponder.learn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.Problem;
import dev.ponder.curriculum.Python;
import dev.ponder.curriculum.Question;
import dev.ponder.curriculum.Reply;
import dev.ponder.curriculum.Tooling;
import dev.ponder.learn.Continuation;
import dev.ponder.learn.Voice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SittingTest {
  private static final int CONTEXT = 400;
  private static final int END = 0;

  /// A token for each letter; what begins with an exclamation mark is code that is run.
  private static final Voice LETTERS =
      new Voice() {
        @Override
        public int[] prompt(Question question, Effort effort) {
          StringBuilder said = new StringBuilder();
          question.conversation().items().forEach(item -> said.append(item.text()));
          if (said.length() > 2 * CONTEXT) {
            throw Problem.invalid("input", "too_long", "too long").exception();
          }
          return said.chars().toArray();
        }

        @Override
        public Set<Integer> stops() {
          return Set.of(END);
        }

        @Override
        public Heard heard(Question question, Effort effort, int[] answer) {
          String text = new String(answer, 0, answer.length).replace("\0", "");
          return text.startsWith("!")
              ? new Heard("", 0, new Reply("", List.of(call(text.substring(1)))))
              : new Heard("", 0, new Reply(text, List.of()));
        }

        private Item.ToolCall call(String code) {
          return new Item.ToolCall("call_0", "python", Python.arguments(code));
        }
      };

  private final List<Integer> asked = new ArrayList<>();
  private final List<Long> left = new ArrayList<>();
  private final Tally tally = new Tally((done, total) -> left.add(total - done));

  /// One that always writes that.
  private Sitting writing(String text) {
    return new Sitting(
        (asks, _, finished) -> {
          asked.add(asks.size());
          assertThat(asks)
              .allMatch(ask -> ask.maxTokens() >= 1)
              .allMatch(ask -> ask.prompt().length + ask.maxTokens() <= CONTEXT);
          asks.forEach(_ -> finished.run());
          return asks.stream()
              .map(ask -> new Continuation(ask.prompt(), ended(text), Continuation.Ending.STOPPED))
              .toList();
        },
        LETTERS,
        CONTEXT);
  }

  private static int[] ended(String text) {
    return (text + "\0").chars().toArray();
  }

  private static Sitting.Try asking(Tooling tooling) {
    Task task =
        Marks.additions(1).stream()
            .filter(one -> one.tooling() == tooling)
            .findFirst()
            .orElseThrow();
    return new Sitting.Try(task, Effort.LOW, 0, 0);
  }

  @Test
  void whatToolsPrintIsAskedOnWith() throws InterruptedException {
    tally.left(1);
    List<Mark> marks = writing("!print(4)").sit(List.of(asking(Tooling.PYTHON)), tally);
    assertThat(asked).hasSize(3);
    assertThat(marks.getFirst().called()).isTrue();
    assertThat(left).containsExactly(0L, 1L, 0L, 1L, 0L);
  }

  @Test
  void whatPrintsMoreThanTheContextHoldsIsNoAnswer() throws InterruptedException {
    for (String code : List.of("!print(list(range(120)))", "!print(list(range(1000)))")) {
      asked.clear();
      List<Mark> marks = writing(code).sit(List.of(asking(Tooling.PYTHON)), tally);
      assertThat(marks).hasSize(1);
      assertThat(marks.getFirst().right()).isFalse();
      assertThat(marks.getFirst().wellFormed()).isFalse();
      assertThat(marks.getFirst().output()).isEqualTo(code.length() + 1);
      assertThat(asked).containsExactly(1);
    }
  }

  @Test
  void largeExaminationsAreAskedInParts() throws InterruptedException {
    List<Sitting.Try> many = Collections.nCopies(20_000, asking(Tooling.NONE));
    assertThat(writing("12").sit(many, tally)).hasSize(20_000);
    assertThat(asked).hasSize(2).allMatch(count -> count < 1 << 16);
  }
}
