package dev.ponder.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// The tokens of a model as byte strings, arranged for making masks. Immutable, shared by all
/// grammars; made once per model, in about the time it takes to sort the tokens.
public final class Vocabulary {
  // Tokens of more characters are runs of spaces or rulers; a mask per length is not free.
  private static final int LONGEST = 160;

  private final List<byte[]> tokens;
  private final TokenTrie all;
  private final TokenTrie notPlain;

  /// The tokens that are ordinary text of at most so many characters; the last has them all.
  private final List<long[]> plain = new ArrayList<>();

  private Vocabulary(List<byte[]> tokens) {
    this.tokens = tokens;
    int[] lengths = tokens.stream().mapToInt(PlainText::length).toArray();
    this.all = TokenTrie.of(tokens, where(i -> tokens.get(i).length > 0));
    this.notPlain = TokenTrie.of(tokens, where(i -> lengths[i] < 0));
    int longest = Math.min(LONGEST, Arrays.stream(lengths).max().orElse(0));
    for (int length = 0; length < longest; length++) {
      int most = length;
      plain.add(bits(where(i -> lengths[i] > 0 && lengths[i] <= most)));
    }
    plain.add(bits(where(i -> lengths[i] > 0)));
  }

  /// The vocabulary whose token `i` is `tokens.get(i)`.
  ///
  /// @param tokens empty for those that are no text, such as control tokens; no grammar allows them
  public static Vocabulary of(List<byte[]> tokens) {
    return new Vocabulary(tokens.stream().map(byte[]::clone).toList());
  }

  /// The bytes of a token that is no text but means something, see [Form.Mark]: none that UTF-8
  /// has.
  public static byte[] mark(int number) {
    return new byte[] {(byte) 0xff, (byte) Objects.checkIndex(number, 256)};
  }

  /// How many tokens there are, those without text included.
  public int size() {
    return tokens.size();
  }

  /// The bytes of that token; the array is not to be changed.
  byte[] bytes(int token) {
    return tokens.get(token);
  }

  TokenTrie all() {
    return all;
  }

  /// The tokens to ask one by one in a state with that much room, see [PlainText#room].
  TokenTrie beyond(int room) {
    return ruled(room) ? notPlain : all;
  }

  /// A new mask of the tokens that need not be asked in a state with that much room.
  long[] within(int room) {
    return ruled(room)
        ? plain.get(Math.min(room, plain.size() - 1)).clone()
        : new long[(tokens.size() + 63) >> 6];
  }

  /// Above the longest length told apart, only room for any will do.
  private boolean ruled(int room) {
    return room == PlainText.ANY || room >= 0 && (room < LONGEST || plain.size() <= LONGEST);
  }

  private int[] where(java.util.function.IntPredicate member) {
    return IntStream.range(0, tokens.size()).filter(member).toArray();
  }

  private long[] bits(int[] members) {
    long[] bits = new long[(tokens.size() + 63) >> 6];
    for (int member : members) {
      bits[member >> 6] |= 1L << member;
    }
    return bits;
  }
}
