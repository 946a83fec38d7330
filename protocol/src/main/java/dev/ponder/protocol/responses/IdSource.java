package dev.ponder.protocol.responses;

/// Names new things.
public interface IdSource {

  /// An id that was never given before.
  ///
  /// @param prefix says what it names, underscore included, such as `msg_`
  String next(String prefix);
}
