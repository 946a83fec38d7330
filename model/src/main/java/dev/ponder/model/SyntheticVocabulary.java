package dev.ponder.model;

import dev.ponder.model.gguf.GgufValue;
import dev.ponder.model.gguf.GgufWriter;
import java.util.ArrayList;
import java.util.List;

/// A working vocabulary of any size: the bytes, then letters merged into made-up words and their
/// beginnings, then the family's special tokens, then padding. Gemma's is a SentencePiece one, with
/// the special tokens first; the others are byte-level.
final class SyntheticVocabulary {
  private static final int NORMAL = 1;
  private static final int CONTROL = 3;
  private static final int USER_DEFINED = 4;
  private static final int UNUSED = 5;
  private static final int BYTE = 6;

  /// By their frequency in English, so that common words take few tokens.
  private static final List<String> LETTERS = List.of("etaoinshrdlucmwfgypbvkjxqz".split(""));

  private final ModelShape.Family family;
  private final int size;
  private final List<GgufValue> tokens = new ArrayList<>();
  private final List<GgufValue> types = new ArrayList<>();
  private final List<GgufValue> merges = new ArrayList<>();

  /// A token that text does not merge into.
  record Special(String spelling, int type) {}

  SyntheticVocabulary(ModelShape shape) {
    family = shape.family();
    size = shape.vocabulary();
    List<Special> specials = specials(family);
    int words = size - padding(shape) - specials.size() - bytes();
    if (isSentencePiece(family)) {
      specials.forEach(special -> add(special.spelling, special.type));
      addByteTokens();
      addWords("▁", words);
    } else {
      addBytes();
      addWords("Ġ", words);
      specials.forEach(special -> add(special.spelling, special.type));
    }
    while (tokens.size() < size) {
      add("[PAD" + tokens.size() + "]", UNUSED);
    }
  }

  private static boolean isSentencePiece(ModelShape.Family family) {
    return family == ModelShape.Family.GEMMA3;
  }

  /// Tokens that stand for single bytes.
  static int bytes() {
    return 256;
  }

  /// Writes all keys of the tokenizer.
  void describe(GgufWriter writer) {
    boolean pieces = isSentencePiece(family);
    writer
        .put("tokenizer.ggml.model", pieces ? "llama" : "gpt2")
        .put("tokenizer.ggml.pre", family.splitter())
        .put("tokenizer.ggml.tokens", new GgufValue.Arr(tokens))
        .put("tokenizer.ggml.token_type", new GgufValue.Arr(types))
        .put("tokenizer.ggml.bos_token_id", idOf(begin()))
        .put("tokenizer.ggml.eos_token_id", idOf(end()))
        .put("tokenizer.ggml.padding_token_id", idOf(begin()))
        .put("tokenizer.ggml.add_bos_token", new GgufValue.Bool(beginsTexts()))
        .put("tokenizer.chat_template", template());
    if (pieces) {
      writer
          .put("tokenizer.ggml.scores", new GgufValue.Arr(scores()))
          .put("tokenizer.ggml.unknown_token_id", idOf("<unk>"))
          .put("tokenizer.ggml.add_space_prefix", new GgufValue.Bool(false));
    } else {
      writer.put("tokenizer.ggml.merges", new GgufValue.Arr(merges));
    }
  }

  /// The earlier, the likelier.
  private List<GgufValue> scores() {
    List<GgufValue> scores = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      scores.add(new GgufValue.Real(-i));
    }
    return scores;
  }

  /// In the order, and for the published shapes with the ids, that the family's own files have.
  static List<Special> specials(ModelShape.Family family) {
    return switch (family) {
      case QWEN2, QWEN3, QWEN3_MOE -> {
        List<Special> all = new ArrayList<>();
        all.addAll(
            special(
                CONTROL,
                "<|endoftext|> <|im_start|> <|im_end|> <|object_ref_start|> <|object_ref_end|>"
                    + " <|box_start|> <|box_end|> <|quad_start|> <|quad_end|> <|vision_start|>"
                    + " <|vision_end|> <|vision_pad|> <|image_pad|> <|video_pad|>"));
        all.addAll(
            special(
                USER_DEFINED,
                "<tool_call> </tool_call> <|fim_prefix|> <|fim_middle|> <|fim_suffix|> <|fim_pad|>"
                    + " <|repo_name|> <|file_sep|> <tool_response> </tool_response> <think>"
                    + " </think>"));
        yield all;
      }
      case LLAMA3 ->
          special(
              CONTROL,
              "<|begin_of_text|> <|end_of_text|> <|reserved_special_token_0|>"
                  + " <|reserved_special_token_1|> <|finetune_right_pad_id|>"
                  + " <|reserved_special_token_2|> <|start_header_id|> <|end_header_id|>"
                  + " <|eom_id|> <|eot_id|> <|python_tag|>");
      case SMOLLM2 -> special(CONTROL, "<|endoftext|> <|im_start|> <|im_end|>");
      case SMOLLM3 -> {
        List<Special> all = new ArrayList<>(specials(ModelShape.Family.LLAMA3).subList(0, 2));
        all.addAll(special(USER_DEFINED, "<think> </think>"));
        all.addAll(special(CONTROL, "<|im_start|> <|im_end|>"));
        yield all;
      }
      case GEMMA3 -> special(CONTROL, "<pad> <eos> <bos> <unk> <start_of_turn> <end_of_turn>");
      case PHI4 ->
          special(CONTROL, "<|endoftext|> <|assistant|> <|end|> <|user|> <|system|> <|tool|>");
      case GPT_OSS ->
          special(
              CONTROL,
              "<|startoftext|> <|endoftext|> <|reserved_200000|> <|reserved_200001|> <|return|>"
                  + " <|constrain|> <|reserved_200004|> <|channel|> <|start|> <|end|> <|message|>"
                  + " <|reserved_200009|> <|reserved_200010|> <|reserved_200011|> <|call|>");
    };
  }

  private static List<Special> special(int type, String spellings) {
    return List.of(spellings.split(" ")).stream()
        .map(spelling -> new Special(spelling, type))
        .toList();
  }

  /// Rows of the embedding matrix behind the last token.
  private static int padding(ModelShape shape) {
    int published =
        switch (shape.family()) {
          case QWEN2, QWEN3, QWEN3_MOE -> 267;
          case LLAMA3 -> 245;
          case GPT_OSS -> 1075;
          case SMOLLM2, SMOLLM3, GEMMA3, PHI4 -> 0;
        };
    return shape.vocabulary() > 10_000 ? published : 0;
  }

  private void add(String spelling, int type) {
    tokens.add(new GgufValue.Str(spelling));
    types.add(new GgufValue.Int(type));
  }

  /// First the bytes that are their own characters, then the others, as GPT-2 has them.
  private void addBytes() {
    for (char c = '!'; c < 256; c++) {
      if (c <= '~' || (c >= 0xA1 && c != 0xAD)) {
        add(String.valueOf(c), NORMAL);
      }
    }
    for (char c = 256; tokens.size() < 256; c++) {
      add(String.valueOf(c), NORMAL);
    }
  }

  private void addByteTokens() {
    for (int i = 0; i < bytes(); i++) {
      add("<0x%02X>".formatted(i), BYTE);
    }
  }

  private void addWords(String space, int count) {
    List<String> pairs = joined(LETTERS, LETTERS);
    List<String> begun = joined(List.of(space), LETTERS);
    int wanted = tokens.size() + count;
    if (isSentencePiece(family)) {
      // Where bytes are not letters, letters are words.
      merge(List.of(""), List.of(space), wanted);
      merge(List.of(""), LETTERS, wanted);
    }
    merge(List.of(space), LETTERS, wanted);
    merge(LETTERS, LETTERS, wanted);
    merge(begun, LETTERS, wanted);
    merge(begun, pairs, wanted);
    merge(pairs, LETTERS, wanted);
    merge(pairs, pairs, wanted);
  }

  private static List<String> joined(List<String> lefts, List<String> rights) {
    return lefts.stream().flatMap(left -> rights.stream().map(right -> left + right)).toList();
  }

  private void merge(List<String> lefts, List<String> rights, int wanted) {
    for (String left : lefts) {
      for (String right : rights) {
        if (tokens.size() == wanted) {
          return;
        }
        merges.add(new GgufValue.Str(left + " " + right));
        add(left + right, NORMAL);
      }
    }
  }

  private int idOf(String spelling) {
    return tokens.indexOf(new GgufValue.Str(spelling));
  }

  private String begin() {
    return switch (family) {
      case LLAMA3, SMOLLM3 -> "<|begin_of_text|>";
      case GEMMA3 -> "<bos>";
      case GPT_OSS -> "<|startoftext|>";
      case QWEN2, QWEN3, QWEN3_MOE, SMOLLM2, PHI4 -> "<|endoftext|>";
    };
  }

  private boolean beginsTexts() {
    return family == ModelShape.Family.LLAMA3 || family == ModelShape.Family.GEMMA3;
  }

  private String end() {
    return switch (family) {
      case LLAMA3 -> "<|eot_id|>";
      case GEMMA3 -> "<end_of_turn>";
      case GPT_OSS -> "<|return|>";
      case PHI4 -> "<|end|>";
      case QWEN2, QWEN3, QWEN3_MOE, SMOLLM2, SMOLLM3 -> "<|im_end|>";
    };
  }

  private String template() {
    String chatMl =
        """
        {%- for message in messages %}
        {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}
        {%- endfor %}
        {%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}\
        """;
    return switch (family) {
      case QWEN3, QWEN3_MOE, SMOLLM3 ->
          chatMl
              + """

              {%- if enable_thinking is defined and not enable_thinking %}
              {{- '<think>\\n\\n</think>\\n\\n' }}{%- endif %}{%- endif %}\
              """;
      case SMOLLM2, QWEN2 -> chatMl + "{%- endif %}";
      case GEMMA3 ->
          """
          {{- bos_token }}
          {%- for message in messages %}
          {%- set role = 'model' if message.role == 'assistant' else 'user' %}
          {{- '<start_of_turn>' + role + '\\n' + message.content + '<end_of_turn>\\n' }}
          {%- endfor %}
          {%- if add_generation_prompt %}{{- '<start_of_turn>model\\n' }}{%- endif %}\
          """;
      case PHI4 ->
          """
          {%- for message in messages %}
          {{- '<|' + message.role + '|>' + message.content + '<|end|>' }}
          {%- endfor %}
          {%- if add_generation_prompt %}{{- '<|assistant|>' }}{%- endif %}\
          """;
      case GPT_OSS ->
          """
          {%- for message in messages %}
          {%- set channel = '<|channel|>final' if message.role == 'assistant' else '' %}
          {{- '<|start|>' + message.role + channel + '<|message|>' + message.content + '<|end|>' }}
          {%- endfor %}
          {%- if add_generation_prompt %}{{- '<|start|>assistant' }}{%- endif %}\
          """;
      case LLAMA3 ->
          """
          {{- bos_token }}
          {%- for message in messages %}
          {{- '<|start_header_id|>' + message.role + '<|end_header_id|>\\n\\n' }}
          {{- message.content + '<|eot_id|>' }}
          {%- endfor %}
          {%- if add_generation_prompt %}
          {{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}{%- endif %}\
          """;
    };
  }
}
