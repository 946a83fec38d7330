package dev.ponder.jinja;

/// A macro, or the body of a call block, with the scope that it was defined in.
record Macro(Statement.MacroDefinition definition, Scope scope) implements Value.Object {}
