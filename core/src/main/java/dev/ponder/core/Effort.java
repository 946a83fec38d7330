package dev.ponder.core;

/// How long a model may think before it answers; the same weights serve all three.
public enum Effort {
  LOW,
  MEDIUM,
  HIGH
}
