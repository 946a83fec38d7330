package dev.ponder.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Answer.Regard;
import dev.ponder.curriculum.Answer.Thought;
import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Check;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Python;
import dev.ponder.curriculum.Question;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.learn.nano.NanoLessons;
import dev.ponder.train.Example;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriberTest {
  private final Transcriber transcriber = NanoLessons.transcriber();

  private static Lesson lesson(Question question, Answer answer) {
    Exercise exercise = Exercise.of(question, answer, Check.text("2"));
    return new Lesson(new One(exercise), Setting.plain(1, Split.TRAINING), Effort.HIGH, exercise);
  }

  private record One(Exercise exercise) implements Subject {
    @Override
    public String name() {
      return "one";
    }

    @Override
    public Area area() {
      return Area.ARITHMETIC;
    }

    @Override
    public int levels() {
      return 1;
    }

    @Override
    public Exercise exercise(Dice dice, Setting setting) {
      return exercise;
    }
  }

  /// The text of the tokens of that weight.
  private String text(Example example, float weight) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < example.tokens().length; i++) {
      if (example.weights()[i] == weight) {
        text.append(transcriber.transcripts().tokenizer().decode(new int[] {example.tokens()[i]}));
      }
    }
    return text.toString();
  }

  @Test
  void theAnswerIsLearnedWithItsMarksAndItsEnd() {
    Example example =
        transcriber
            .example(lesson(Question.of("1+1"), Answer.thought("1+1=2", "2")), 0.25f)
            .orElseThrow();
    assertThat(text(example, 1)).isEqualTo("<think>1+1=2</think>2<|im_end|>");
    assertThat(text(example, 0.25f))
        .isEqualTo("user\n1+1<|im_end|>\n<|im_start|>assistant\n<|effort_high|>");
    assertThat(text(example, 0)).isEmpty();
  }

  @Test
  void anErrorThatIsRepairedIsSeenOnly() {
    Answer answer =
        new Answer(
            List.of(
                new Thought("1+1", Regard.LEARNED),
                new Thought("=3", Regard.SEEN),
                new Thought(" no, 2", Regard.LEARNED)),
            "2",
            List.of());
    Example example = transcriber.example(lesson(Question.of("1+1"), answer), 0.25f).orElseThrow();
    assertThat(text(example, 1)).isEqualTo("<think>1+1 no, 2</think>2<|im_end|>");
    assertThat(text(example, 0)).isEqualTo("=3");
  }

  @Test
  void callsAreLearnedAndTheirResultsAreNot() {
    Question asked = Question.of("1+1").with(Python.TOOLS);
    Example calling =
        transcriber.example(lesson(asked, Python.call("", "print(1+1)")), 0.25f).orElseThrow();
    assertThat(text(calling, 1))
        .isEqualTo(
            """
            <think></think><tool_call>
            {"name": "python", "arguments": {"code":"print(1+1)"}}
            </tool_call><|im_end|>\
            """);
    Question returned = Python.returned(asked, "print(1+1)", "2");
    assertThat(returned.conversation().items().getLast()).isInstanceOf(Item.ToolResult.class);
    Example called = transcriber.example(lesson(returned, Answer.direct("2")), 0.25f).orElseThrow();
    assertThat(text(called, 0)).isEqualTo("<tool_response>\n2\n</tool_response>");
    assertThat(text(called, 1)).isEqualTo("<think></think>2<|im_end|>");
  }

  @Test
  void whatIsTooLongIsLeftOut() {
    Lesson lesson = lesson(Question.of("1+1"), Answer.thought("1+1=2", "2"));
    int length = transcriber.example(lesson, 0).orElseThrow().tokens().length;
    assertThat(new Transcriber(transcriber.transcripts(), length).example(lesson, 0)).isPresent();
    assertThat(new Transcriber(transcriber.transcripts(), length - 1).example(lesson, 0)).isEmpty();
    assertThat(new Transcriber(transcriber.transcripts(), 4).example(lesson, 0)).isEmpty();
  }
}
