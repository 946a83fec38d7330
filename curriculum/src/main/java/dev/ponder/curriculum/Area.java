package dev.ponder.curriculum;

/// A part of the curriculum, by which shares and results are told.
public enum Area {
  ARITHMETIC,
  WORD_PROBLEMS,
  MEASURES,
  LOGIC,
  JSON,
  TOOLS,
  CHAT
}
