package dev.ponder.curriculum;

/// Whether a question comes with a tool `python` that runs code.
public enum Tooling {
  NONE,
  PYTHON
}
