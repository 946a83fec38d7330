package dev.ponder.state;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Random ids and secrets.
final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 16;

  private Ids() {}

  /// 32 hexadecimal digits.
  static String random() {
    return HexFormat.of().formatHex(bytes(ID_BYTES));
  }

  static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
