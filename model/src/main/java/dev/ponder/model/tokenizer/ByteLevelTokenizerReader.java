package dev.ponder.model.tokenizer;

import dev.ponder.model.UnusableModelException;
import dev.ponder.model.gguf.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// Reads a byte-level tokenizer from a file's metadata and checks that its parts fit together.
final class ByteLevelTokenizerReader {
  private static final String TOKENS = "tokenizer.ggml.tokens";
  private static final String TYPES = "tokenizer.ggml.token_type";
  private static final String MERGES = "tokenizer.ggml.merges";

  private static final int NORMAL = 1;
  private static final int UNKNOWN = 2;
  private static final int CONTROL = 3;
  private static final int USER_DEFINED = 4;
  private static final int UNUSED = 5;

  private static final int LONGEST_SPECIAL = 256;
  private static final int MOST_SPECIALS = 1 << 13;

  /// Control tokens that end an answer also in files that name only one of them.
  private static final List<String> END_SPELLINGS =
      List.of("<|im_end|>", "<|endoftext|>", "<|eot_id|>", "<|eom_id|>", "<|end_of_text|>");

  private final Metadata metadata;
  private final Splitter splitter;
  private final String pre;
  private final List<String> spellings;
  private final Map<String, Integer> control = new HashMap<>();
  private final Map<String, Integer> userDefined = new HashMap<>();

  ByteLevelTokenizerReader(Metadata metadata, Splitter splitter, String pre) {
    this.metadata = metadata;
    this.splitter = splitter;
    this.pre = pre;
    this.spellings = metadata.requiredTexts(TOKENS);
  }

  Tokenizer read() {
    if (spellings.isEmpty()) {
      throw metadata.unfit(TOKENS, "is empty");
    }
    int[] types = types();
    Vocabulary vocabulary = vocabulary(types);
    boolean llama = pre.equals("llama-bpe");
    return new ByteLevelTokenizer(
        new ByteLevelTokenizer.Parts(
            vocabulary,
            byteTokens(vocabulary),
            merges(vocabulary),
            splitter,
            llama ? ByteLevelTokenizer.WholeWords.FIRST : ByteLevelTokenizer.WholeWords.MERGED,
            Map.copyOf(control),
            Map.copyOf(userDefined),
            beginOfText(llama),
            endOfText()));
  }

  private int[] types() {
    int[] types =
        metadata
            .integers(TYPES)
            .orElseGet(() ->
                java.util.stream.IntStream.generate(() -> NORMAL)
                    .limit(spellings.size())
                    .toArray());
    if (types.length != spellings.size()) {
      throw metadata.unfit(
          TYPES, "has %d elements for %d tokens".formatted(types.length, spellings.size()));
    }
    return types;
  }

  private Vocabulary vocabulary(int[] types) {
    byte[][] bytes = new byte[types.length][];
    for (int token = 0; token < types.length; token++) {
      bytes[token] = bytes(token, types[token]);
    }
    Vocabulary vocabulary = new Vocabulary(bytes);
    for (int token = 0; token < types.length; token++) {
      if (types[token] == NORMAL && vocabulary.index(token) != token) {
        throw duplicate(token, vocabulary.index(token));
      }
    }
    // Text that merges into the spelling of a user-defined token may become it.
    userDefined.values().forEach(vocabulary::index);
    return vocabulary;
  }

  private byte[] bytes(int token, int type) {
    String spelling = spellings.get(token);
    return switch (type) {
      case NORMAL -> ByteLevel.bytes(spelling);
      case UNKNOWN, CONTROL -> special(control, spelling, token);
      case USER_DEFINED -> special(userDefined, spelling, token);
      // Padding of the embedding matrix, which stands for no text.
      case UNUSED -> new byte[0];
      default ->
          throw metadata.unfit(TYPES, "gives token %d the unknown type %d".formatted(token, type));
    };
  }

  private byte[] special(Map<String, Integer> specials, String spelling, int token) {
    if (spelling.isEmpty() || spelling.length() > LONGEST_SPECIAL) {
      throw metadata.unfit(
          TOKENS,
          "has a special token %d of %d characters, not 1 to %d"
              .formatted(token, spelling.length(), LONGEST_SPECIAL));
    }
    if (control.containsKey(spelling) || userDefined.containsKey(spelling)) {
      Integer other = control.getOrDefault(spelling, userDefined.get(spelling));
      throw duplicate(token, other == null ? token : other);
    }
    specials.put(spelling, token);
    if (specials.size() > MOST_SPECIALS) {
      throw metadata.unfit(TYPES, "has more than " + MOST_SPECIALS + " special tokens");
    }
    return spelling.getBytes(StandardCharsets.UTF_8);
  }

  private UnusableModelException duplicate(int token, int other) {
    return metadata.unfit(
        TOKENS,
        "has the token %s twice, as %d and %d"
            .formatted(Metadata.quoted(spellings.get(token)), other, token));
  }

  /// Vocabularies may lack rare bytes, which are then left out of the text, as their training did.
  private int[] byteTokens(Vocabulary vocabulary) {
    int[] tokens = new int[256];
    for (int value = 0; value < 256; value++) {
      tokens[value] = vocabulary.find(new byte[] {(byte) value}, 1);
      boolean printable = value >= ' ' && value <= '~';
      if (tokens[value] < 0 && printable) {
        throw metadata.unfit(TOKENS, "has no token for the byte 0x%02X".formatted(value));
      }
    }
    return tokens;
  }

  private Merges merges(Vocabulary vocabulary) {
    List<String> merges = metadata.requiredTexts(MERGES);
    LongIntMap ranks = new LongIntMap(merges.size());
    int[] results = new int[merges.size()];
    for (int rank = 0; rank < results.length; rank++) {
      String merge = merges.get(rank);
      int space = merge.indexOf(' ', 1);
      if (space < 0) {
        throw metadata.unfit(MERGES, "has no pair but %s".formatted(Metadata.quoted(merge)));
      }
      String left = merge.substring(0, space);
      String right = merge.substring(space + 1);
      if (control.containsKey(left + right)) {
        // Text must never become a control token.
        continue;
      }
      results[rank] = token(vocabulary, left + right, merge);
      ranks.putIfAbsent(
          Merges.pair(token(vocabulary, left, merge), token(vocabulary, right, merge)), rank);
    }
    return new Merges(ranks, results);
  }

  private int token(Vocabulary vocabulary, String spelling, String merge) {
    byte[] bytes = ByteLevel.bytes(spelling);
    int token = vocabulary.find(bytes, bytes.length);
    if (token < 0) {
      throw metadata.unfit(
          MERGES,
          "has the pair %s, but there is no token %s"
              .formatted(Metadata.quoted(merge), Metadata.quoted(spelling)));
    }
    return token;
  }

  /// Files of the Llama 3 family may leave out that their texts start with a token.
  private OptionalInt beginOfText(boolean llama) {
    OptionalInt begin = id("tokenizer.ggml.bos_token_id");
    boolean wanted = metadata.flag("tokenizer.ggml.add_bos_token").orElse(llama);
    return wanted ? begin : OptionalInt.empty();
  }

  private Set<Integer> endOfText() {
    Set<Integer> ends = new HashSet<>();
    for (String name : List.of("eos", "eot", "eom")) {
      id("tokenizer.ggml." + name + "_token_id").ifPresent(ends::add);
    }
    for (String spelling : END_SPELLINGS) {
      if (control.containsKey(spelling)) {
        ends.add(control.get(spelling));
      }
    }
    return Set.copyOf(ends);
  }

  private OptionalInt id(String key) {
    return metadata.integer(key, 0, spellings.size() - 1);
  }
}
