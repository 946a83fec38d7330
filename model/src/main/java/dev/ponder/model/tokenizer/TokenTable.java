package dev.ponder.model.tokenizer;

import dev.ponder.model.UnusableModelException;
import dev.ponder.model.gguf.Metadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What all kinds of tokenizers read alike from a file's metadata: spellings and types, the special
/// tokens, and which tokens start and end a text.
final class TokenTable {
  static final String TOKENS = "tokenizer.ggml.tokens";
  private static final String TYPES = "tokenizer.ggml.token_type";
  private static final int LONGEST_SPECIAL = 256;
  private static final int MOST_SPECIALS = 1 << 13;

  /// Control tokens that end an answer also in files that name only one of them.
  private static final List<String> END_SPELLINGS =
      List.of(
          "<|im_end|>",
          "<|endoftext|>",
          "<|eot_id|>",
          "<|eom_id|>",
          "<|end_of_text|>",
          "<end_of_turn>",
          "<｜end▁of▁sentence｜>");

  private final Metadata metadata;
  private final List<String> spellings;
  private final TokenType[] types;
  private final Map<String, Integer> control = new HashMap<>();
  private final Map<String, Integer> userDefined = new HashMap<>();

  private TokenTable(Metadata metadata, List<String> spellings, TokenType[] types) {
    this.metadata = metadata;
    this.spellings = spellings;
    this.types = types;
  }

  /// Reads and checks the table.
  ///
  /// @throws UnusableModelException when it is missing, empty or contradicts itself
  static TokenTable read(Metadata metadata) {
    List<String> spellings = new ArrayList<>(metadata.requiredTexts(TOKENS));
    if (spellings.isEmpty()) {
      throw metadata.unfit(TOKENS, "is empty");
    }
    TokenTable table = new TokenTable(metadata, spellings, types(metadata, spellings));
    for (int token = 0; token < table.size(); token++) {
      switch (table.type(token)) {
        case UNKNOWN, CONTROL -> table.addSpecial(table.control, token);
        case USER_DEFINED -> table.addSpecial(table.userDefined, token);
        case NORMAL, UNUSED, BYTE -> {}
      }
    }
    return table;
  }

  private static TokenType[] types(Metadata metadata, List<String> spellings) {
    TokenType[] types = new TokenType[spellings.size()];
    Arrays.fill(types, TokenType.NORMAL);
    Optional<int[]> numbers = metadata.integers(TYPES);
    if (numbers.isEmpty()) {
      return types;
    }
    if (numbers.get().length != types.length) {
      throw metadata.unfit(
          TYPES, "has %d elements for %d tokens".formatted(numbers.get().length, types.length));
    }
    for (int token = 0; token < types.length; token++) {
      int id = token;
      int number = numbers.get()[token];
      types[token] =
          TokenType.of(number)
              .orElseThrow(() ->
                  metadata.unfit(
                      TYPES, "gives token %d the unknown type %d".formatted(id, number)));
    }
    return types;
  }

  private void addSpecial(Map<String, Integer> specials, int token) {
    String spelling = spelling(token);
    if (spelling.isEmpty() || spelling.length() > LONGEST_SPECIAL) {
      throw metadata.unfit(
          TOKENS,
          "has a special token %d of %d characters, not 1 to %d"
              .formatted(token, spelling.length(), LONGEST_SPECIAL));
    }
    OptionalInt other = special(spelling);
    if (other.isPresent()) {
      throw duplicate(token, other.getAsInt());
    }
    specials.put(spelling, token);
    if (specials.size() > MOST_SPECIALS) {
      throw metadata.unfit(TYPES, "has more than " + MOST_SPECIALS + " special tokens");
    }
  }

  int size() {
    return types.length;
  }

  String spelling(int token) {
    return spellings.get(token);
  }

  TokenType type(int token) {
    return types[token];
  }

  /// Control tokens by spelling.
  Map<String, Integer> control() {
    return control;
  }

  /// Tokens by spelling that are matched in any text.
  Map<String, Integer> userDefined() {
    return userDefined;
  }

  /// The control or user-defined token of that spelling.
  OptionalInt special(String spelling) {
    Integer token = control.get(spelling);
    if (token == null) {
      token = userDefined.get(spelling);
    }
    return token == null ? OptionalInt.empty() : OptionalInt.of(token);
  }

  /// The token that a key such as `tokenizer.ggml.bos_token_id` names.
  OptionalInt id(String name) {
    return metadata.integer("tokenizer.ggml." + name + "_token_id", 0, size() - 1);
  }

  /// The token that starts every text, unless the file says that none does.
  ///
  /// @param unless what holds where the file says nothing
  OptionalInt beginOfText(BeginOfText unless) {
    boolean wanted =
        metadata.flag("tokenizer.ggml.add_bos_token").orElse(unless == BeginOfText.WANTED);
    return wanted ? id("bos") : OptionalInt.empty();
  }

  /// Whether texts start with a token.
  enum BeginOfText {
    WANTED,
    UNWANTED
  }

  Set<Integer> endOfText() {
    Set<Integer> ends = new HashSet<>();
    for (String name : List.of("eos", "eot", "eom")) {
      id(name).ifPresent(ends::add);
    }
    for (String spelling : END_SPELLINGS) {
      if (control.containsKey(spelling)) {
        ends.add(control.get(spelling));
      }
    }
    return Set.copyOf(ends);
  }

  /// The token of each byte, -1 for bytes that have none.
  ///
  /// @throws UnusableModelException when a byte token is spelled otherwise than `<0x0A>`
  int[] byteTokens() {
    int[] tokens = new int[256];
    Arrays.fill(tokens, -1);
    for (int token = 0; token < size(); token++) {
      if (type(token) == TokenType.BYTE) {
        tokens[byteOf(token)] = token;
      }
    }
    return tokens;
  }

  /// The byte that a byte token stands for.
  int byteOf(int token) {
    int value = TokenType.byteOf(spelling(token));
    if (value < 0) {
      throw metadata.unfit(
          TOKENS,
          "has a byte token %d spelled %s, not as '<0x0A>'"
              .formatted(token, Metadata.quoted(spelling(token))));
    }
    return value;
  }

  /// The vocabulary in which text may become any normal token.
  ///
  /// @param bytes what each token stands for
  /// @throws UnusableModelException when two of them stand for the same text
  Vocabulary vocabulary(byte[][] bytes) {
    Vocabulary vocabulary = new Vocabulary(bytes);
    for (int token = 0; token < size(); token++) {
      if (type(token) == TokenType.NORMAL && bytes[token].length > 0) {
        int other = vocabulary.index(token);
        if (other != token) {
          throw duplicate(token, other);
        }
      }
    }
    return vocabulary;
  }

  private UnusableModelException duplicate(int token, int other) {
    return metadata.unfit(
        TOKENS,
        "has the token %s twice, as %d and %d"
            .formatted(Metadata.quoted(spelling(token)), other, token));
  }
}
