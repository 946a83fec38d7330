package dev.ponder.state;

/// Which end of a list comes first.
public enum Order {
  OLDEST_FIRST,
  NEWEST_FIRST
}
