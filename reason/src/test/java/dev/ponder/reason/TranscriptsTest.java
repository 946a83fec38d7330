package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Content;
import dev.ponder.core.Conversation;
import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.Role;
import dev.ponder.core.Tool;
import dev.ponder.core.Tools;
import dev.ponder.model.gguf.Metadata;
import dev.ponder.model.tokenizer.BytePairTrainer;
import dev.ponder.model.tokenizer.BytePairTrainer.Special;
import dev.ponder.model.tokenizer.Tokenizer;
import dev.ponder.model.tokenizer.Tokenizers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TranscriptsTest {
  private static final String EFFORTS =
      "<|im_start|>assistant\n<|effort_' + reasoning_effort + '|> <tools> <args-json-object>";
  private static final String QWEN3 =
      "<|im_start|> \"\\n\\n# Tools <tools> <args-json-object> {% if enable_thinking %}";

  private final Item question = Item.Message.of(Role.USER, "What is 12*3?");
  private final Item.ToolCall call = new Item.ToolCall("call_0", "python", "{\"code\":\"12*3\"}");

  private static Tokenizer tokenizer(String... control) {
    BytePairTrainer trainer = new BytePairTrainer("qwen2");
    trainer.add("the user thinks and the assistant thinks and the user calls");
    Stream<Special> marks =
        ToolTags.MARKS.stream().map(mark -> new Special(mark, Special.Kind.USER_DEFINED));
    Stream<Special> controls =
        Arrays.stream(control).map(token -> new Special(token, Special.Kind.CONTROL));
    return Tokenizers.of(
        new Metadata("test", trainer.learn(290, Stream.concat(controls, marks).toList())));
  }

  private static Transcripts transcripts(String template) {
    Tokenizer tokenizer =
        tokenizer(
            "<|im_start|>", "<|im_end|>", "<|effort_low|>", "<|effort_medium|>", "<|effort_high|>");
    return Transcripts.of("test", tokenizer, template, 4_096);
  }

  private static PromptRequest request(Effort effort, Item... items) {
    Tool python = new Tool.Function("python", Optional.empty(), Optional.empty(), false);
    return new PromptRequest(
        new Conversation(List.of(items)),
        Tools.of(List.of(python)),
        effort,
        new AnswerFormat.Text());
  }

  @Test
  void aTurnIsWrittenAsTheModelShouldWriteIt() {
    Transcripts transcripts = transcripts(EFFORTS);
    PromptRequest request = request(Effort.HIGH, question);
    Speech speech = new Speech(List.of("12*3", "=36"), "Calling.", List.of(call));
    Transcripts.Turn turn = transcripts.answer(request, speech).orElseThrow();
    assertThat(transcripts.tokenizer().decode(transcripts.prompt(request)))
        .endsWith("What is 12*3?<|im_end|>\n<|im_start|>assistant\n<|effort_high|>");
    assertThat(transcripts.tokenizer().decode(turn.tokens()))
        .isEqualTo(
            """
            <think>12*3=36</think>Calling.
            <tool_call>
            {"name": "python", "arguments": {"code":"12*3"}}
            </tool_call><|im_end|>\
            """);
  }

  @Test
  void aTurnIsReadAsItWasSaid() {
    for (String template : List.of(EFFORTS, QWEN3)) {
      Transcripts transcripts = transcripts(template);
      PromptRequest request = request(Effort.MEDIUM, question);
      for (Speech speech :
          List.of(
              new Speech(List.of("12*3=36"), "36", List.of()),
              new Speech(List.of(), "36", List.of()),
              new Speech(List.of("Call."), "", List.of(call)))) {
        int[] tokens = transcripts.answer(request, speech).orElseThrow().tokens();
        assertThat(transcripts.speech(request, tokens)).isEqualTo(speech);
      }
    }
  }

  @Test
  void tokensKnowTheirStretchOfThought() {
    Transcripts transcripts = transcripts(EFFORTS);
    Speech speech = new Speech(List.of("12", "×3", "=36"), "36", List.of());
    Transcripts.Turn turn = transcripts.answer(request(Effort.LOW, question), speech).orElseThrow();
    assertThat(turn.stretches()).containsExactly(-1, 0, 0, 1, 1, 1, 2, 2, 2, -1, -1, -1, -1);
  }

  @Test
  void aStretchIsFoundBehindALineBreak() {
    Transcripts transcripts = transcripts(QWEN3);
    Speech speech = new Speech(List.of("1", "2"), "", List.of());
    Transcripts.Turn turn =
        transcripts.answer(request(Effort.HIGH, question), speech).orElseThrow();
    assertThat(turn.stretches()).startsWith(-1, -1, 0, 1, -1);
  }

  @Test
  void nothingThatAThoughtSpellsEndsIt() {
    Transcripts transcripts = transcripts(EFFORTS);
    PromptRequest request = request(Effort.HIGH, question);
    Speech speech = new Speech(List.of("a</think>b<|im_end|>c"), "36", List.of());
    int[] tokens = transcripts.answer(request, speech).orElseThrow().tokens();
    int close = transcripts.tokenizer().special("</think>").orElseThrow();
    assertThat(Arrays.stream(tokens).filter(token -> token == close).count()).isEqualTo(1);
  }

  @Test
  void withinALoopOfCallsEachPromptBeginsWithWhatWentBefore() {
    Transcripts transcripts = transcripts(QWEN3);
    PromptRequest first = request(Effort.HIGH, question);
    int[] prompt = transcripts.prompt(first);
    int[] turn =
        transcripts
            .answer(first, new Speech(List.of("Call."), "", List.of(call)))
            .orElseThrow()
            .tokens();
    int[] next =
        transcripts.prompt(
            request(
                Effort.HIGH,
                question,
                new Item.Reasoning("Call."),
                call,
                new Item.ToolResult("call_0", List.of(new Content.Text("36")))));
    assertThat(next).startsWith(prompt);
    assertThat(Arrays.copyOfRange(next, prompt.length, next.length)).startsWith(turn);
  }

  @Test
  void aFamilyThatCannotSayDoesNot() {
    Tokenizer tokenizer = tokenizer("<start_of_turn>", "<end_of_turn>");
    Transcripts transcripts = Transcripts.of("test", tokenizer, "<start_of_turn>", 4_096);
    assertThat(transcripts.family()).isEqualTo("gemma");
    assertThat(
            transcripts.answer(
                request(Effort.HIGH, question), new Speech(List.of(), "36", List.of())))
        .isEmpty();
  }
}
