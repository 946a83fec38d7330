package dev.ponder.grammar;

import java.util.Optional;

/// Types of JSON values, one bit each. Whole numbers and others are told apart.
record TypeSet(int bits) {
  static final TypeSet NULL = new TypeSet(1);
  static final TypeSet BOOLEAN = new TypeSet(2);
  static final TypeSet INTEGER = new TypeSet(4);
  static final TypeSet FRACTION = new TypeSet(8);
  static final TypeSet STRING = new TypeSet(16);
  static final TypeSet ARRAY = new TypeSet(32);
  static final TypeSet OBJECT = new TypeSet(64);
  static final TypeSet NUMBER = INTEGER.or(FRACTION);
  static final TypeSet ALL = new TypeSet(127);
  static final TypeSet NONE = new TypeSet(0);

  /// The type that JSON Schema calls so.
  static Optional<TypeSet> named(String name) {
    return switch (name) {
      case "null" -> Optional.of(NULL);
      case "boolean" -> Optional.of(BOOLEAN);
      case "integer" -> Optional.of(INTEGER);
      case "number" -> Optional.of(NUMBER);
      case "string" -> Optional.of(STRING);
      case "array" -> Optional.of(ARRAY);
      case "object" -> Optional.of(OBJECT);
      default -> Optional.empty();
    };
  }

  TypeSet or(TypeSet other) {
    return new TypeSet(bits | other.bits);
  }

  TypeSet and(TypeSet other) {
    return new TypeSet(bits & other.bits);
  }

  TypeSet not() {
    return new TypeSet(~bits & ALL.bits);
  }

  boolean meets(TypeSet other) {
    return (bits & other.bits) != 0;
  }

  boolean isEmpty() {
    return bits == 0;
  }
}
