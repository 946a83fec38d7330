package dev.ponder.reason;

/// Follows a stream of UTF-8 bytes and knows whether it stands between two characters.
final class CharacterBoundary {
  private int missing;

  void accept(byte[] bytes) {
    for (byte b : bytes) {
      int value = b & 0xff;
      if (value >= 0xc2 && value <= 0xf4) {
        missing = value < 0xe0 ? 1 : value < 0xf0 ? 2 : 3;
      } else if (value >= 0x80 && value < 0xc0 && missing > 0) {
        missing--;
      } else {
        missing = 0;
      }
    }
  }

  void reset() {
    missing = 0;
  }

  boolean midCharacter() {
    return missing > 0;
  }
}
