package dev.ponder.reason;

import dev.ponder.model.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// A vocabulary that a test makes up piece by piece, to cut bytes wherever it likes.
final class PieceTokenizer implements Tokenizer {
  private final List<byte[]> pieces = new ArrayList<>();

  int add(byte[] bytes, int from, int to) {
    pieces.add(Arrays.copyOfRange(bytes, from, to));
    return pieces.size() - 1;
  }

  @Override
  public int[] encode(String text) {
    throw new UnsupportedOperationException("only decodes");
  }

  @Override
  public int[] encodeWithControl(String text) {
    throw new UnsupportedOperationException("only decodes");
  }

  @Override
  public byte[] bytes(int token) {
    return pieces.get(token);
  }

  @Override
  public boolean isControl(int token) {
    return false;
  }

  @Override
  public OptionalInt special(String spelling) {
    return OptionalInt.empty();
  }

  @Override
  public int size() {
    return pieces.size();
  }

  @Override
  public OptionalInt beginOfText() {
    return OptionalInt.empty();
  }

  @Override
  public Set<Integer> endOfText() {
    return Set.of();
  }
}
