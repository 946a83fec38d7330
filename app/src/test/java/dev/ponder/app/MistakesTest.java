package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.Format;
import dev.ponder.model.gguf.GgufWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever goes wrong is one line on standard error and an exit code.
class MistakesTest {
  private static final String MODEL = CommandRun.reasoner().toString();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | bench                            | ponder: no model given: pass --model
          1 | run hi --model /nowhere.gguf     | ponder: /nowhere.gguf: no such file
          1 | inspect /                        | ponder: /: is a directory, not a GGUF file
          2 | run --modle x                    | ponder: unknown option '--modle', did you mean --model?
          2 | serv                             | ponder: unknown command 'serv', did you mean serve?
          2 | version                          | ponder: unknown command 'version', did you mean --version?
          2 | converse                         | ponder: unknown command 'converse' (see
          2 | serve MODEL                      | ponder: unknown argument 'MODEL', did you mean --model MODEL?
          2 | bench --prompt many              | ponder: --prompt must be a whole number, not 'many'
          2 | run hi --temperature hot         | ponder: --temperature must be a number, not 'hot'
          2 | run hi -e hi                     | ponder: --effort must be one of low, medium, high, not 'hi'
          2 | run hi --seed 1.5                | ponder: --seed must be a whole number, not '1.5'
          2 | run hi --max-tokens x            | ponder: --max-tokens must be a whole number, not 'x'
          1 | synthesize --shape x -o y        | ponder: there is no shape 'x', only tiny
          1 | synthesize --shape tiny --type Q9 -o y | ponder: there is no type 'Q9', only F32
          2 | synthesize --shape tiny          | ponder: Missing required option
          2 | ''                               | ponder: say what to do
          1 | train nano --tokens 0            | ponder: --tokens must be at least 1, not 0
          1 | train nano --minutes 0           | ponder: --minutes must be more than 0 and at most 100,000, not 0
          1 | train nano --practice-minutes -1 | ponder: --practice-minutes must be more than 0 and at most 100,000, not -1
          1 | train nano --practice-steps -1 | ponder: --practice-steps must be at least 0, not -1
          1 | train nano --type Q4_K           | ponder: --type must be F32, F16 or Q8_0, not Q4_K
          1 | train nano -o /                  | ponder: /: is a directory
          1 | train nano -o /nowhere/x.gguf    | ponder: /nowhere: no such directory
          2 | train giant                      | ponder:
          1 | bench -m MODEL --prompt 0        | ponder: --prompt must be at least 1, not 0
          1 | bench -m MODEL --prompt 9999     | ponder: 9999 prompt and 128 generated tokens are more than
          1 | bench -m MODEL --report MODEL    | ponder: --report takes a folder, but MODEL is a file
          1 | bench -m MODEL --report MODEL/x  | ponder: --report takes a folder, but MODEL is a file
          1 | bench -m MODEL --report y --concurrency 0 | ponder: --concurrency must be numbers between 1 and 256, not 0
          2 | bench -m MODEL --report y --concurrency 1,x | ponder: --concurrency must be a whole number, not 'x'
          1 | bench -m MODEL --report y --long-prompt 9 | ponder: --long-prompt must be at least 64, not 9
          1 | bench -m MODEL --report y --long-prompt 9999 | ponder: --long-prompt 9999 is too long for the model's context of 1024
          1 | bench -m MODEL --report y --streams 2 | ponder: --report takes --concurrency in place of --streams
          1 | bench -m MODEL --report y --prompt-once | ponder: --report measures without --prompt-once
          1 | bench -m MODEL --streams 4,0     | ponder: --streams must be numbers between 1 and 256, not 0
          1 | bench -m MODEL --streams 2 --prompt-once | ponder: --prompt-once and --streams are measured one at a time
          1 | bench -m MODEL --second-turn 9   | ponder: --second-turn must be at least 64, not 9
          1 | bench -m MODEL --second-turn     | ponder: 16548 tokens, prompt and answer together, are more than the model's context of 1024
          1 | bench -m MODEL --edit --second-turn 99 | ponder: --second-turn and --edit are measured one at a time
          1 | bench -m MODEL --edit --follow-up 9 | ponder: --follow-up is for --second-turn, which is missing
          1 | bench -m MODEL --follow-up 9     | ponder: --follow-up is for --second-turn, which is missing
          1 | bench -m MODEL --concurrency 2   | ponder: --concurrency and --long-prompt are for --report FOLDER
          1 | logits -m MODEL --tokens 1,x     | ponder: --tokens takes ids separated by commas, not '1,x'
          1 | logits -m MODEL --tokens 5000    | ponder: the model has tokens 0 to 1005, not 5000
          1 | run hi -m MODEL --context 99999  | ponder: --context 99999 is more than the 1024 tokens
          1 | run hi -m MODEL --temperature 3  | ponder: --temperature must be between 0 and 2, not 3.0
          1 | run hi -m MODEL --threads -1     | ponder: --threads must be between 1 and 1024, not -1
          1 | eval nano -m MODEL --samples 0   | ponder: --samples must be between 1 and 10,000, not 0
          1 | eval nano -m MODEL -o MODEL      | ponder: MODEL: is a file, not a folder
          1 | practise -m MODEL -o y --rate 0  | ponder: --rate must be more than 0 and at most 1
          1 | practise -m MODEL -o y --steps 0 | ponder: --steps must be at least 1, not 0
          2 | practise -m MODEL                | ponder: Missing required option
          1 | practise -m MODEL -o /nowhere/y  | ponder: /nowhere: no such directory
          1 | practise -m MODEL -o /           | ponder: /: is a directory
          1 | practise -m MODEL -o y --type Q4_K | ponder: --type must be F32, F16 or Q8_0, not Q4_K
          1 | run hi -m MODEL --adapter /no.gguf | ponder: /no.gguf: no such file
          1 | run hi -m MODEL --adapter MODEL  | ponder: model.gguf: metadata key 'general.type'
          1 | serve --models / --adapter MODEL | ponder: --adapter goes with --model alone
          1 | serve -m MODEL --port 70000      | ponder: --port must be between 0 and 65535, not 70000
          1 | serve -m MODEL --host 0.0.0.0    | ponder: 0.0.0.0 can be reached from other machines
          2 | finetune -m MODEL                | ponder: Missing required option: '--data=FILE'
          1 | finetune -m MODEL --data /none   | ponder: /none: no such file
          1 | finetune -m MODEL --data MODEL --method reinforcement | ponder: --method reinforcement takes a --grader
          1 | finetune -m MODEL --data MODEL --grader MODEL | ponder: --grader goes with --method reinforcement only
          1 | finetune -m MODEL --data MODEL --type Q4_0 | ponder: --type must be F32, F16 or Q8_0, not Q4_0
          1 | finetune -m MODEL --data MODEL --full --rank 4 | ponder: --rank is of an adapter, and --full makes none
          1 | finetune -m MODEL --data MODEL --rank 0 | ponder: the rank of an adapter must be between 1 and 1024, not 0
          2 | finetune -m MODEL --data MODEL --keep first | ponder: --keep must be one of best, last, not 'first'
          1 | finetune -m MODEL --data MODEL --epochs 0 | ponder: 1 to 1000 epochs, not 0
          1 | serve -m MODEL --max-concurrent 0 | ponder: --max-concurrent must be between 1 and 256
          """)
  void everyMistakeIsOneLineAndACode(int code, String line, String message) {
    String[] arguments = line.isEmpty() ? new String[0] : line.replace("MODEL", MODEL).split(" +");
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.err()).startsWith(message.replace("MODEL", MODEL)).hasLineCount(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(code);
  }

  @Test
  void aFileThatIsNoModelIsRefusedByName(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("notes.gguf"), "not a model");
    for (String command : List.of("serve", "run", "tokenize", "bench", "chat")) {
      CommandRun run = CommandRun.withInput("hi", command, "--model", file.toString());
      assertThat(run.err()).startsWith("ponder: ").contains("notes.gguf").hasLineCount(1);
      assertThat(run.code()).isEqualTo(1);
    }
  }

  @Test
  void tokenizeNamesTheLineThatIsNoJson() {
    CommandRun run = CommandRun.withInput("\"a\"\nb\n", "tokenize", "-m", MODEL, "--jsonl");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("ponder: line 2 is not JSON").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json", "--jsonl"})
  void tokenizeRefusesWhatIsNotUtf8(String layout) {
    byte[] input = {'"', (byte) 0xff, '"', '\n'};
    CommandRun run = CommandRun.withInput(input, "tokenize", "-m", MODEL, layout);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("ponder: the text on standard input is not UTF-8\n");
    assertThat(run.out()).isEmpty();
  }

  /// A million heads' elements per token need gigabytes, although their weights take megabytes.
  @Test
  void tooLittleMemoryIsOneLine(@TempDir Path folder) {
    Path file = folder.resolve("greedy.gguf");
    GgufWriter writer =
        new GgufWriter()
            .put("general.architecture", "llama")
            .put("llama.block_count", 1)
            .put("llama.embedding_length", 1)
            .put("llama.feed_forward_length", 1)
            .put("llama.attention.head_count", 1024)
            .put("llama.attention.key_length", 1024)
            .put("llama.context_length", 64)
            .put("llama.attention.layer_norm_rms_epsilon", 1e-5f);
    long wide = 1024 * 1024;
    for (String name : List.of("attn_q", "attn_k", "attn_v")) {
      tensor(writer, "blk.0." + name, List.of(1L, wide));
    }
    tensor(writer, "blk.0.attn_output", List.of(wide, 1L));
    for (String name : List.of("ffn_gate", "ffn_up", "ffn_down")) {
      tensor(writer, "blk.0." + name, List.of(1L, 1L));
    }
    for (String name : List.of("blk.0.attn_norm", "blk.0.ffn_norm", "output_norm")) {
      tensor(writer, name, List.of(1L));
    }
    tensor(writer, "token_embd", List.of(1L, 8L));
    writer.write(file);

    CommandRun run = CommandRun.of("logits", "-m", file.toString(), "--tokens", "1");
    assertThat(run.err())
        .startsWith("ponder: the model takes ")
        .contains("8.0 GiB of activations, but")
        .hasLineCount(1);
    assertThat(run.code()).isEqualTo(1);
  }

  private static void tensor(GgufWriter writer, String name, List<Long> dimensions) {
    int elements = Math.toIntExact(dimensions.stream().reduce(1L, (a, b) -> a * b));
    writer.tensor(name + ".weight", Format.F32, dimensions, new float[elements]);
  }

  @Test
  void debugShowsWhereItFailed() {
    assertThat(CommandRun.of("inspect", "/nowhere", "--debug").err()).contains("\tat dev.ponder");
  }
}
