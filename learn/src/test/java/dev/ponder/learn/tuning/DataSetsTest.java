package dev.ponder.learn.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ponder.core.Effort;
import dev.ponder.core.Json;
import dev.ponder.learn.ServedModel;
import dev.ponder.learn.grading.Grader;
import dev.ponder.learn.tuning.DataSets.Demonstration;
import dev.ponder.learn.tuning.DataSets.Preference;
import dev.ponder.reason.Transcripts;
import dev.ponder.train.Example;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSetsTest {
  private static final Path MODEL = Path.of("../app/src/test/resources/reasoner-2m/model.gguf");
  private static Transcripts transcripts;

  @TempDir Path folder;

  @BeforeAll
  static void openModel() {
    try (ServedModel served = ServedModel.open(MODEL, 1, 1)) {
      transcripts = Transcripts.of(served.loaded());
    }
  }

  private DataSets sets() {
    return new DataSets(new Scribe(transcripts, Effort.LOW, 600));
  }

  private Path file(String... lines) throws IOException {
    return Files.writeString(folder.resolve("data.jsonl"), String.join("\n", lines));
  }

  private static String text(Example example, boolean learned) {
    int[] tokens =
        IntStream.range(0, example.tokens().length)
            .filter(i -> (example.weights()[i] > 0) == learned)
            .map(i -> example.tokens()[i])
            .toArray();
    return transcripts.tokenizer().decode(tokens);
  }

  @Test
  void learnsWhatTheAssistantSaysAndNothingElse() throws IOException {
    Path file =
        file(
            "",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"2+2\"},{\"role\":\"assistant\","
                + "\"reasoning_content\":\"easy\",\"content\":\"4\"},{\"role\":\"user\",\"content\":"
                + "[{\"type\":\"text\",\"text\":\"3+3\"}]},{\"role\":\"assistant\",\"content\":\"6\"},"
                + "{\"role\":\"user\",\"content\":\"9\"},"
                + "{\"role\":\"assistant\",\"content\":\"no\",\"weight\":0}]}",
            "  ");
    List<Demonstration> all = sets().demonstrations(file);
    assertThat(all).hasSize(1);
    List<Example> answers = all.getFirst().answers();
    assertThat(answers).hasSize(2);
    assertThat(text(answers.getFirst(), true)).contains("easy").contains("4").doesNotContain("2+2");
    assertThat(text(answers.getFirst(), false)).contains("2+2").doesNotContain("easy");
    assertThat(text(answers.getLast(), true)).contains("6").doesNotContain("3+3");
    assertThat(text(answers.getLast(), false)).contains("3+3").doesNotContain("no");
  }

  @Test
  void learnsCallsInTheModelsOwnWay() throws IOException {
    Path file =
        file(
            "{\"messages\":[{\"role\":\"user\",\"content\":\"2*2\"},{\"role\":\"assistant\",\"content\":null,"
                + "\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"python\","
                + "\"arguments\":\"{\\\"code\\\":\\\"print(2*2)\\\"}\"}}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"4\"},"
                + "{\"role\":\"assistant\",\"content\":\"It is 4.\"}],"
                + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"python\"}}]}");
    List<Example> answers = sets().demonstrations(file).getFirst().answers();
    assertThat(text(answers.getFirst(), true)).contains("<tool_call>").contains("print(2*2)");
    assertThat(text(answers.getLast(), false)).contains("<tool_response>");
  }

  @Test
  void learnsCallsThatAreMadeAtOnce() throws IOException {
    String call =
        "{\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"n\\\":%d}\"}}";
    Path file =
        file(
            "{\"messages\":[%s,{\"role\":\"assistant\",\"tool_calls\":[%s,%s]},%s,%s]}"
                .formatted(
                    USER,
                    call.formatted("a", 1),
                    call.formatted("b", 2),
                    "{\"role\":\"tool\",\"tool_call_id\":\"b\",\"content\":\"two\"}",
                    "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"one\"}"));
    List<Example> answers = sets().demonstrations(file).getFirst().answers();
    assertThat(answers).hasSize(1);
    assertThat(text(answers.getFirst(), true).split("<tool_call>")).hasSize(3);
  }

  @Test
  void readsPairsOfAnswers() throws IOException {
    Path file =
        file(
            "{\"input\":{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]},"
                + "\"preferred_output\":[{\"role\":\"assistant\",\"content\":\"yes\"}],"
                + "\"non_preferred_output\":[{\"role\":\"assistant\",\"content\":\"no\"}]}");
    Preference pair = sets().preferences(file).getFirst();
    assertThat(text(pair.preferred(), true)).contains("yes");
    assertThat(text(pair.other(), true)).contains("no");
    assertThat(text(pair.preferred(), false)).isEqualTo(text(pair.other(), false));
  }

  private static final String USER = "{\"role\":\"user\",\"content\":\"q\"}";
  private static final String CALL = "{\"function\":{\"name\":\"f\",\"arguments\":\"\"}}";
  private static final String GOOD =
      "{\"messages\":[" + USER + ",{\"role\":\"assistant\",\"content\":\"a\"}]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | not JSON: ",
        "[] | must be a JSON object",
        "{} | messages must be a list of messages",
        "{\"messages\":[]} | messages has no message",
        "{\"prompt\":\"x\"} | prompt is not known here",
        "{\"messages\":[1]} | messages[0] must be an object",
        "{\"messages\":[USER]} | messages has none of the assistant's to be learned from",
        "{\"messages\":[{\"role\":\"assistant\",\"content\":\"a\"}]} | messages[0] must not be the assistant's",
        "{\"messages\":[{\"role\":\"robot\"}]} | messages[0].role is 'robot', not system, developer, user, assistant or tool",
        "{\"messages\":[{\"role\":\"user\",\"content\":7}]} | messages[0].content must be a string",
        "{\"messages\":[{\"role\":\"user\"}]} | messages[0].content must be a string",
        "{\"messages\":[{\"role\":\"user\",\"text\":\"x\"}]} | messages[0].text is not known here",
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}]} | messages[0].content[0].type is 'image_url', and only text can be learned from",
        "{\"messages\":[USER,{\"role\":\"assistant\"}]} | messages[1] has neither content nor tool_calls",
        "{\"messages\":[USER,{\"role\":\"assistant\",\"content\":\"a\",\"weight\":2}]} | messages[1].weight must be 0 or 1",
        "{\"messages\":[USER,{\"role\":\"assistant\",\"tool_calls\":[{}]}]} | messages[1].tool_calls[0].function must be an object",
        "{\"messages\":[USER],\"tools\":[{\"type\":\"web\"}]} | tools[0].type is 'web', not function",
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"q\"},{\"type\":\"input_audio\"}]}]} | messages[0].content[1].type is 'input_audio', and only text can be learned from",
        "{\"messages\":[USER,{\"role\":\"assistant\",\"tool_calls\":[{\"type\":\"custom\"}]}]} | messages[1].tool_calls[0].type is 'custom', not function",
        "{\"messages\":[USER,{\"role\":\"assistant\",\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"x\"}}]}]} | messages[1].tool_calls[0].function.arguments must be a JSON object, as a string",
        "{\"messages\":[USER,{\"role\":\"assistant\",\"function_call\":{}}]} | messages[1].function_call cannot be learned from",
        "{\"messages\":[USER,{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"4\"}]} | messages[1].tool_call_id is 'c', which no call before it has",
        "{\"messages\":[USER],\"parallel_tool_calls\":\"no\"} | parallel_tool_calls must be true or false",
        "{\"messages\":[USER,{\"role\":\"assistant\",\"tool_calls\":[CALL,CALL]}],\"parallel_tool_calls\":false} | messages[1] has 2 tool_calls, but parallel_tool_calls is false",
      })
  void everyBadLineIsNamed(String line, String why) throws IOException {
    Path file = file(GOOD, "", line.replace("USER", USER).replace("CALL", CALL));
    assertThatExceptionOfType(DataSetException.class)
        .isThrownBy(() -> sets().demonstrations(file))
        .withMessageStartingWith(file + ", line 3: " + why);
  }

  @Test
  void refusesWhatDoesNotFitTheContext() throws IOException {
    Path file = file(GOOD, GOOD.replace("\"a\"", "\"" + "7 ".repeat(700) + "\""));
    assertThatExceptionOfType(DataSetException.class)
        .isThrownBy(() -> sets().demonstrations(file))
        .withMessageStartingWith(file + ", line 2: it takes ")
        .withMessageEndingWith("the model's context holds 600");
  }

  @Test
  void takesFilesOfOtherSystems() throws IOException {
    Path file = file("\uFEFF" + GOOD + "\r", "\r", GOOD + "\r", "");
    assertThat(sets().demonstrations(file)).hasSize(2);
    Path marked = file("\uFEFF", "", GOOD);
    assertThat(sets().demonstrations(marked)).hasSize(1);
  }

  private void assertRefused(byte[] bytes, String why) throws IOException {
    Path file = Files.write(folder.resolve("data.jsonl"), bytes);
    assertThatExceptionOfType(DataSetException.class)
        .isThrownBy(() -> sets().demonstrations(file))
        .withMessage(file + ", line 2: " + why);
  }

  @Test
  void refusesWhatIsNotUtf8() throws IOException {
    String lines = GOOD + "\n" + GOOD.replace("q", "é");
    assertRefused(lines.getBytes(StandardCharsets.ISO_8859_1), "not JSON: the text is not UTF-8");
    assertRefused(
        ("\n" + GOOD).getBytes(StandardCharsets.UTF_16LE),
        "there are zero bytes in it, as in UTF-16: save the file as UTF-8");
  }

  @Test
  void readsNoLineBeyondItsLimit() throws IOException {
    byte[] bytes = new byte[9 << 20];
    Arrays.fill(bytes, (byte) ' ');
    bytes[0] = '\n';
    assertRefused(bytes, "longer than 8 MiB");
  }

  @Test
  void refusesAFileOfNothing() throws IOException {
    Path file = file("", " ");
    assertThatExceptionOfType(DataSetException.class)
        .isThrownBy(() -> sets().demonstrations(file))
        .withMessage(file + ": there are no examples in it");
  }

  @Test
  void tasksHaveWhatTheGraderComparesWith() throws IOException {
    Grader grader =
        Grader.of(
            Json.parse(
                "{\"type\":\"string_check\",\"operation\":\"eq\","
                    + "\"input\":\"{{sample.output_text}}\",\"reference\":\"{{item.answer}}\"}"),
            Grader.Models.NONE);
    String task = "{\"messages\":[" + USER + "],\"answer\":\"a\"}";
    assertThat(sets().tasks(file(task), grader)).hasSize(1);
    Path file = file(task, task.replace("\"answer\"", "\"wanted\""));
    assertThatExceptionOfType(DataSetException.class)
        .isThrownBy(() -> sets().tasks(file, grader))
        .withMessage(
            file + ", line 2: the grader compares with {{item.answer}}, which is not there");
  }

  @Test
  void everyExampleComesOnceAnEpochInAnOrderOfItsOwn() {
    Shuffle shuffle = new Shuffle(5, 2, 3, 7);
    assertThat(shuffle.steps()).isEqualTo(4);
    List<Integer> all =
        IntStream.rangeClosed(1, 4)
            .boxed()
            .flatMap(step -> shuffle.of(step).stream())
            .collect(Collectors.toList());
    assertThat(all.subList(0, 5)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    assertThat(all.subList(5, 10)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    assertThat(new Shuffle(5, 2, 3, 7).of(3)).isEqualTo(shuffle.of(3));
  }
}
