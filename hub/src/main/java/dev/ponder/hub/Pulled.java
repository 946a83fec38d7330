package dev.ponder.hub;

/// What a pull came to.
public sealed interface Pulled {
  StoredModel model();

  /// The model was fetched.
  record Fetched(StoredModel model) implements Pulled {}

  /// The store had it already, and the hub has nothing newer.
  record UpToDate(StoredModel model) implements Pulled {}
}
