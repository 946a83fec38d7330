package dev.ponder.learn.nano;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Split;
import dev.ponder.learn.Transcriber;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.gguf.GgufValue;
import dev.ponder.model.gguf.GgufWriter;
import dev.ponder.model.gguf.Metadata;
import dev.ponder.model.tokenizer.BytePairTrainer;
import dev.ponder.model.tokenizer.BytePairTrainer.Special;
import dev.ponder.model.tokenizer.Tokenizer;
import dev.ponder.model.tokenizer.Tokenizers;
import dev.ponder.reason.Transcripts;
import dev.ponder.train.Example;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The tokens of ponder-nano: 256 bytes, what its lessons repeat, and the marks of its format.
///
/// What lessons look like is asked of the format that serves, with a vocabulary of bytes alone; the
/// text between the marks is then what merges are learned from.
///
/// @param keys of a GGUF file, the chat template among them
record NanoVocabulary(Map<String, GgufValue> keys) {
  static final int CONTEXT = 1_024;

  private static final String NAME = "ponder-nano";

  /// Whose merges apply within words; digits are words of their own.
  private static final String RULE = "qwen2";

  private static final List<Special> SPECIALS =
      Stream.concat(
              Stream.of(
                      "<|endoftext|>",
                      "<|im_start|>",
                      "<|im_end|>",
                      "<|effort_low|>",
                      "<|effort_medium|>",
                      "<|effort_high|>")
                  .map(spelling -> new Special(spelling, Special.Kind.CONTROL)),
              Stream.of(
                      "<think>",
                      "</think>",
                      "<tool_call>",
                      "</tool_call>",
                      "<tool_response>",
                      "</tool_response>")
                  .map(spelling -> new Special(spelling, Special.Kind.USER_DEFINED)))
          .toList();

  /// A vocabulary of bytes and marks, in which any lesson can be written, at length.
  static NanoVocabulary ofBytes() {
    return described(
        new BytePairTrainer(RULE).learn(256 + SPECIALS.size(), SPECIALS), SPECIALS.size());
  }

  /// As [#write] wrote it.
  ///
  /// @throws dev.ponder.model.UnusableModelException when the file is damaged or another one
  static NanoVocabulary read(Path file) {
    try (GgufFile open = GgufFile.open(file)) {
      NanoVocabulary vocabulary = new NanoVocabulary(open.metadata().values());
      vocabulary.tokenizer();
      return vocabulary;
    }
  }

  /// Writes a GGUF file without tensors.
  void write(Path file) {
    GgufWriter writer = new GgufWriter();
    keys.forEach(writer::put);
    writer.write(file);
  }

  /// The vocabulary for lessons of that mix.
  ///
  /// @param size most tokens
  /// @param lessons how many to read
  static NanoVocabulary learned(Mix mix, int size, int lessons, long seed) {
    Transcriber bytes = ofBytes().transcriber(1 << 16);
    BytePairTrainer trainer = new BytePairTrainer(RULE);
    for (int i = 0; i < lessons; i++) {
      bytes
          .example(mix.lesson(Dice.of(seed, i), 1, Split.TRAINING), 0)
          .ifPresent(example -> addTexts(example, trainer));
    }
    return described(trainer.learn(size, SPECIALS), SPECIALS.size());
  }

  private static void addTexts(Example example, BytePairTrainer trainer) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int token : example.tokens()) {
      if (token < 256) {
        text.write(token);
      } else {
        trainer.add(text.toString(StandardCharsets.UTF_8));
        text.reset();
      }
    }
  }

  private static NanoVocabulary described(Map<String, GgufValue> learned, int specials) {
    Map<String, GgufValue> keys = new LinkedHashMap<>(learned);
    int first = tokens(learned) - specials;
    keys.put("tokenizer.ggml.bos_token_id", new GgufValue.Int(first));
    keys.put("tokenizer.ggml.eos_token_id", new GgufValue.Int(first + 2));
    keys.put("tokenizer.ggml.padding_token_id", new GgufValue.Int(first));
    keys.put("tokenizer.ggml.add_bos_token", new GgufValue.Bool(false));
    keys.put("tokenizer.chat_template", new GgufValue.Str(template()));
    return new NanoVocabulary(keys);
  }

  private static int tokens(Map<String, GgufValue> keys) {
    if (keys.get("tokenizer.ggml.tokens") instanceof GgufValue.Arr(List<GgufValue> tokens)) {
      return tokens.size();
    }
    throw new IllegalStateException("a vocabulary has tokens");
  }

  /// The chat template that the file will hold.
  static String template() {
    try (InputStream in = NanoVocabulary.class.getResourceAsStream("template.jinja")) {
      if (in == null) {
        throw new IllegalStateException("template.jinja is not where it was built");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Tokenizer tokenizer() {
    return Tokenizers.of(new Metadata(NAME, keys));
  }

  /// Writes lessons in these tokens.
  ///
  /// @param longest most tokens of an example
  Transcriber transcriber(int longest) {
    int context = Math.max(longest, CONTEXT);
    return new Transcriber(Transcripts.of(NAME, tokenizer(), template(), context), longest);
  }
}
