package dev.ponder.learn.tuning;

/// A data set cannot be learned from. The message is a sentence that names the file, the line and
/// the field.
public final class DataSetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DataSetException(String message) {
    super(message);
  }

  DataSetException(String message, Throwable cause) {
    super(message, cause);
  }
}
