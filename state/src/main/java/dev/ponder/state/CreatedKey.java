package dev.ponder.state;

/// A key and its secret, which is told this once only.
public record CreatedKey(String secret, ApiKey key) {
  /// Without the secret, so that no log has it.
  @Override
  public String toString() {
    return "CreatedKey[" + key + "]";
  }
}
