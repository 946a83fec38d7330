package dev.ponder.model.tokenizer;

import java.util.Optional;

/// What a token stands for, by the numbers of `tokenizer.ggml.token_type`.
enum TokenType {
  /// Text that merging makes.
  NORMAL,
  /// The token for text without one; never text itself.
  UNKNOWN,
  /// A token of templates, which untrusted text never becomes.
  CONTROL,
  /// A spelling that is one token wherever it appears.
  USER_DEFINED,
  /// Padding of the embedding matrix, which stands for no text.
  UNUSED,
  /// One byte, spelled `<0x0A>`.
  BYTE;

  static Optional<TokenType> of(int number) {
    return number >= 1 && number <= values().length
        ? Optional.of(values()[number - 1])
        : Optional.empty();
  }

  /// The byte that a spelling such as `<0x0A>` names, or -1.
  static int byteOf(String spelling) {
    if (spelling.length() != 6 || !spelling.startsWith("<0x") || spelling.charAt(5) != '>') {
      return -1;
    }
    int high = Character.digit(spelling.charAt(3), 16);
    int low = Character.digit(spelling.charAt(4), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
