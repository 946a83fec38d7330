package dev.ponder.grammar;

/// Whose regular expressions are read.
enum PatternDialect {
  /// ECMA-262, which is what JSON Schema's `pattern` means: classes are of ASCII, no flags.
  ECMA,
  /// What Rust's `regex` and, for the most part, Python's `re` read, as in custom tools' grammars:
  /// flags, classes of Unicode, sets within sets.
  RUST
}
