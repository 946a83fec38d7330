package dev.ponder.curriculum;

/// Which part of the language a problem is written in. What is learned from and what is examined
/// share no scenario, phrase, name or object.
public enum Split {
  TRAINING,
  HELD_OUT
}
