package dev.ponder.api;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Makes ids that nobody can guess.
final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 24;

  private Ids() {}

  /// A new id.
  ///
  /// @param prefix says what it names, such as `resp_`
  static String next(String prefix) {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return prefix + HexFormat.of().formatHex(bytes);
  }
}
