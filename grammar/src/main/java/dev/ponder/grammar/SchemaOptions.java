package dev.ponder.grammar;

/// How the JSON of a schema is written.
public record SchemaOptions(KeyOrder keys, Whitespace whitespace) {

  /// Keys in schema order, whitespace as the model likes it.
  public static final SchemaOptions DEFAULT =
      new SchemaOptions(KeyOrder.OF_SCHEMA, Whitespace.BOUNDED);

  /// Keys in schema order, whitespace as one writes it: for models to write.
  public static final SchemaOptions WRITING =
      new SchemaOptions(KeyOrder.OF_SCHEMA, Whitespace.TIDY);

  /// In which order an object's members come.
  public enum KeyOrder {
    /// Named ones as the schema lists them, then all others.
    OF_SCHEMA,
    /// Any.
    ANY
  }

  /// What may stand between lexemes.
  public enum Whitespace {
    /// Nothing.
    NONE,
    /// What people and programs write: one space after commas, colons and brackets and before the
    /// closing ones, or a line break and its indentation of up to 40 spaces or tabs, but for
    /// colons. Unlike [#BOUNDED], this leaves a weak model little to get lost in.
    TIDY,
    /// Around braces, brackets, commas and colons, up to 40 spaces, tabs and line breaks each.
    BOUNDED
  }

  /// These options with another order of keys.
  public SchemaOptions withKeys(KeyOrder other) {
    return new SchemaOptions(other, whitespace);
  }

  /// These options with other whitespace.
  public SchemaOptions withWhitespace(Whitespace other) {
    return new SchemaOptions(keys, other);
  }
}
