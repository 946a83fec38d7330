/// Structured outputs: JSON Schemas and grammars as masks over a vocabulary of byte strings.
module dev.ponder.grammar {
  requires static transitive org.jspecify;
  requires transitive dev.ponder.core;

  exports dev.ponder.grammar;
}
