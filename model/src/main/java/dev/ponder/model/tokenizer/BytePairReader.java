package dev.ponder.model.tokenizer;

import dev.ponder.model.gguf.Metadata;
import dev.ponder.model.tokenizer.BytePairEncoder.Symbols;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads a byte-pair tokenizer from a file's metadata and checks that its parts fit together.
final class BytePairReader {
  private static final String MERGES = "tokenizer.ggml.merges";

  private final Metadata metadata;
  private final PreTokenizer rule;
  private final TokenTable table;

  BytePairReader(Metadata metadata, PreTokenizer rule) {
    this.metadata = metadata;
    this.rule = rule;
    this.table = TokenTable.read(metadata);
  }

  Tokenizer read() {
    Vocabulary vocabulary = vocabulary();
    BytePairEncoder encoder =
        new BytePairEncoder(
            new BytePairEncoder.Parts(
                vocabulary,
                byteTokens(vocabulary),
                merges(vocabulary),
                rule.splitter(),
                rule.wholeWords(),
                rule.symbols()));
    return new VocabularyTokenizer(
        new VocabularyTokenizer.Parts(
            table, vocabulary, encoder, table.beginOfText(rule.beginOfText())));
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
      case NORMAL -> bytes(spelling);
      case USER_DEFINED -> rule.symbols() == Symbols.BYTES ? utf8(spelling) : bytes(spelling);
      case UNKNOWN, CONTROL -> utf8(spelling);
      case UNUSED -> new byte[0];
      case BYTE -> {
        int value = TokenType.byteOf(spelling);
        yield value < 0 ? bytes(spelling) : new byte[] {(byte) value};
      }
    };
  }

  private byte[] bytes(String spelling) {
    return switch (rule.symbols()) {
      case BYTES -> ByteLevel.bytes(spelling);
      case CHARACTERS -> utf8(spelling.replace('▁', ' '));
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private int[] byteTokens(Vocabulary vocabulary) {
    return switch (rule.symbols()) {
      case BYTES -> bytesAsSymbols(vocabulary);
      case CHARACTERS -> table.byteTokens();
    };
  }

  /// Vocabularies may lack rare bytes, which are then left out of the text, as their training did.
  private int[] bytesAsSymbols(Vocabulary vocabulary) {
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
    byte[] bytes = bytes(spelling);
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
