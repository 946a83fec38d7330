package dev.ponder.model.tokenizer;

import dev.ponder.model.gguf.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;

/// Reads a SentencePiece tokenizer from a file's metadata and checks that its parts fit together.
final class SentencePieceReader {
  private static final String SCORES = "tokenizer.ggml.scores";
  private static final String CHARSMAP = "tokenizer.ggml.precompiled_charsmap";
  private static final int LONGEST_PIECE = 4096;

  private final Metadata metadata;
  private final TokenTable table;

  SentencePieceReader(Metadata metadata) {
    this.metadata = metadata;
    this.table = TokenTable.read(metadata);
  }

  Tokenizer read() {
    if (metadata.values().containsKey(CHARSMAP)) {
      throw metadata.unfit(CHARSMAP, "asks for a normalisation that is not supported");
    }
    int[] ranks = ranks();
    byte[][] bytes = new byte[table.size()][];
    for (int token = 0; token < bytes.length; token++) {
      bytes[token] = bytes(token);
    }
    Vocabulary vocabulary = table.vocabulary(bytes);
    SentencePieceEncoder encoder =
        new SentencePieceEncoder(
            new SentencePieceEncoder.Parts(
                vocabulary,
                new PieceMerges(vocabulary, ranks, longest(bytes)),
                spaces(bytes),
                table.byteTokens(),
                unknown(),
                new SentencePieceEncoder.Normalization(
                    metadata.flag("tokenizer.ggml.add_space_prefix").orElse(true),
                    metadata.flag("tokenizer.ggml.remove_extra_whitespaces").orElse(false))));
    return new VocabularyTokenizer(
        new VocabularyTokenizer.Parts(
            table, vocabulary, encoder, table.beginOfText(TokenTable.BeginOfText.WANTED)));
  }

  private byte[] bytes(int token) {
    String spelling = table.spelling(token);
    byte[] bytes =
        switch (table.type(token)) {
          case NORMAL, USER_DEFINED -> utf8(spelling.replace('▁', ' '));
          case UNKNOWN, CONTROL -> utf8(spelling);
          case UNUSED -> new byte[0];
          case BYTE -> new byte[] {(byte) table.byteOf(token)};
        };
    if (bytes.length > LONGEST_PIECE) {
      throw metadata.unfit(
          TokenTable.TOKENS,
          "has a token %d of %d bytes; more than %d are not supported"
              .formatted(token, bytes.length, LONGEST_PIECE));
    }
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// The place of each token's score among all scores, so that equal scores have equal ranks.
  private int[] ranks() {
    double[] scores =
        metadata.reals(SCORES).orElseThrow(() -> metadata.unfit(SCORES, "is missing"));
    if (scores.length != table.size()) {
      throw metadata.unfit(
          SCORES, "has %d elements for %d tokens".formatted(scores.length, table.size()));
    }
    double[] descending = Arrays.stream(scores).map(score -> 0 - score).sorted().toArray();
    int[] ranks = new int[scores.length];
    for (int token = 0; token < ranks.length; token++) {
      ranks[token] = firstOf(descending, 0 - scores[token]);
    }
    return ranks;
  }

  /// The first index of a value that a sorted array holds.
  private static int firstOf(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int longest(byte[][] bytes) {
    int longest = 0;
    for (int token = 0; token < bytes.length; token++) {
      if (table.type(token) == TokenType.NORMAL) {
        longest = Math.max(longest, bytes[token].length);
      }
    }
    return longest;
  }

  private SentencePieceEncoder.Spaces spaces(byte[][] bytes) {
    for (int token = 0; token < bytes.length; token++) {
      if (table.type(token) == TokenType.NORMAL && hasInnerSpace(bytes[token])) {
        return SentencePieceEncoder.Spaces.ANYWHERE;
      }
    }
    return SentencePieceEncoder.Spaces.BEFORE_WORDS;
  }

  private static boolean hasInnerSpace(byte[] bytes) {
    for (int i = 1; i < bytes.length; i++) {
      if (bytes[i] == ' ' && bytes[i - 1] != ' ') {
        return true;
      }
    }
    return false;
  }

  private int unknown() {
    OptionalInt named = table.id("unknown");
    if (named.isPresent()) {
      return named.getAsInt();
    }
    for (int token = 0; token < table.size(); token++) {
      if (table.type(token) == TokenType.UNKNOWN) {
        return token;
      }
    }
    return -1;
  }
}
