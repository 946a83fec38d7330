package dev.ponder.model.tokenizer;

import dev.ponder.model.gguf.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads a byte-level tokenizer from a file's metadata and checks that its parts fit together.
final class ByteLevelReader {
  private static final String MERGES = "tokenizer.ggml.merges";

  private final Metadata metadata;
  private final Splitter splitter;
  private final String pre;
  private final TokenTable table;

  ByteLevelReader(Metadata metadata, Splitter splitter, String pre) {
    this.metadata = metadata;
    this.splitter = splitter;
    this.pre = pre;
    this.table = TokenTable.read(metadata);
  }

  Tokenizer read() {
    Vocabulary vocabulary = vocabulary();
    boolean llama = pre.equals("llama-bpe");
    ByteLevelEncoder encoder =
        new ByteLevelEncoder(
            new ByteLevelEncoder.Parts(
                vocabulary,
                byteTokens(vocabulary),
                merges(vocabulary),
                splitter,
                llama ? ByteLevelEncoder.WholeWords.FIRST : ByteLevelEncoder.WholeWords.MERGED));
    // Files of the Llama 3 family may leave out that their texts start with a token.
    return new VocabularyTokenizer(
        new VocabularyTokenizer.Parts(
            table,
            vocabulary,
            encoder,
            table.beginOfText(
                llama ? TokenTable.BeginOfText.WANTED : TokenTable.BeginOfText.UNWANTED)));
  }

  private Vocabulary vocabulary() {
    byte[][] bytes = new byte[table.size()][];
    for (int token = 0; token < bytes.length; token++) {
      bytes[token] = bytes(token);
    }
    Vocabulary vocabulary = table.vocabulary(bytes);
    for (int token = 0; token < bytes.length; token++) {
      // Text that merges into the spelling of a user-defined token may become it.
      if (table.type(token) == TokenType.USER_DEFINED || table.type(token) == TokenType.BYTE) {
        vocabulary.index(token);
      }
    }
    return vocabulary;
  }

  private byte[] bytes(int token) {
    String spelling = table.spelling(token);
    return switch (table.type(token)) {
      case NORMAL -> ByteLevel.bytes(spelling);
      case UNKNOWN, CONTROL, USER_DEFINED -> spelling.getBytes(StandardCharsets.UTF_8);
      case UNUSED -> new byte[0];
      case BYTE -> {
        int value = TokenType.byteOf(spelling);
        yield value < 0 ? ByteLevel.bytes(spelling) : new byte[] {(byte) value};
      }
    };
  }

  /// Vocabularies may lack rare bytes, which are then left out of the text, as their training did.
  private int[] byteTokens(Vocabulary vocabulary) {
    int[] tokens = new int[256];
    for (int value = 0; value < 256; value++) {
      tokens[value] = vocabulary.find(new byte[] {(byte) value}, 0, 1);
      boolean printable = value >= ' ' && value <= '~';
      if (tokens[value] < 0 && printable) {
        throw metadata.unfit(
            TokenTable.TOKENS, "has no token for the byte 0x%02X".formatted(value));
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
      if (table.control().containsKey(left + right)) {
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
    int token = vocabulary.find(bytes, 0, bytes.length);
    if (token < 0) {
      throw metadata.unfit(
          MERGES,
          "has the pair %s, but there is no token %s"
              .formatted(Metadata.quoted(merge), Metadata.quoted(spelling)));
    }
    return token;
  }
}
