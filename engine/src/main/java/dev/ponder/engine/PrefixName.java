package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names what a file holds of a block: by the block's number in its sequence and by a SHA-256 of
/// all that the keys and values depend on, that is who computed them, and every token up to the
/// block's end. So what another model, build or prompt has left has another name.
///
/// @param number of the block, from 0; -1 before the first
/// @param hash 64 hexadecimal digits
record PrefixName(int number, String hash) {
  private static final Pattern FILE = Pattern.compile("(\\d{8})-([0-9a-f]{64})\\.kv");

  /// Goes into every name: files of another layout are never found.
  private static final String LAYOUT = "ponder prefixes 1\n";

  /// The empty prefix.
  ///
  /// @param identity tells apart everything that computes other keys and values from equal tokens
  static PrefixName root(String identity) {
    MessageDigest digest = digest();
    return new PrefixName(-1, HexFormat.of().formatHex(digest.digest(utf8(LAYOUT + identity))));
  }

  /// The prefix that is longer by a block.
  ///
  /// @param tokens of the whole sequence
  PrefixName next(int[] tokens) {
    MessageDigest digest = digest();
    digest.update(bytes());
    ByteBuffer block =
        ByteBuffer.allocate(KvBlock.POSITIONS * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int from = (number + 1) * KvBlock.POSITIONS;
    block.asIntBuffer().put(tokens, from, KvBlock.POSITIONS);
    digest.update(block);
    return new PrefixName(number + 1, HexFormat.of().formatHex(digest.digest()));
  }

  /// What layers with a window have of the same positions.
  PrefixName windowed() {
    MessageDigest digest = digest();
    digest.update(bytes());
    return new PrefixName(number, HexFormat.of().formatHex(digest.digest(utf8("window"))));
  }

  /// The hash.
  byte[] bytes() {
    return HexFormat.of().parseHex(hash);
  }

  /// What its file is called.
  String file() {
    return "%08d-%s.kv".formatted(number, hash);
  }

  /// The name for which a file is called so, if it is one.
  static Optional<PrefixName> of(String file) {
    Matcher matcher = FILE.matcher(file);
    return matcher.matches()
        ? Optional.of(new PrefixName(Integer.parseInt(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
