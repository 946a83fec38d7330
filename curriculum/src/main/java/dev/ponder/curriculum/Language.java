package dev.ponder.curriculum;

/// The languages that problems are told in.
public enum Language {
  ENGLISH,
  GERMAN,
  FRENCH,
  SPANISH
}
