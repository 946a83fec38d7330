package dev.ponder.state;

import java.util.Locale;

/// What an object is.
public enum Kind {
  RESPONSE,
  CONVERSATION,
  CHAT_COMPLETION,
  FILE,
  UPLOAD,
  UPLOAD_PART,
  BATCH;

  /// As it is written in the database: a name, once there, stays.
  String stored() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Kind ofStored(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
