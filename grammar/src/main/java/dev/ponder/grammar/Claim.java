package dev.ponder.grammar;

import dev.ponder.core.Json;
import java.math.BigDecimal;
import java.util.List;

/// One thing that must hold of a value, reduced from the keywords of a schema.
sealed interface Claim {
  /// All that the schema says.
  record Is(Located schema) implements Claim {}

  /// It is of one of those types.
  record Typed(TypeSet types) implements Claim {}

  /// It is not that scalar.
  record Differs(Json scalar) implements Claim {}

  /// If it is a number, it is at least that.
  record AtLeast(BigDecimal bound, boolean inclusive) implements Claim {}

  /// If it is a number, it is at most that.
  record AtMost(BigDecimal bound, boolean inclusive) implements Claim {}

  /// If it is a string, so many characters.
  record Length(long least, long most) implements Claim {}

  /// If it is a string, its text without the quotes is in that expression.
  record Text(Regex body) implements Claim {}

  /// If it is an array, so many elements.
  record Items(long least, long most) implements Claim {}

  /// If it is an object, so many members.
  record Members(long least, long most) implements Claim {}

  /// If it is an object, it has that member.
  record Has(String name) implements Claim {}

  /// If it is an object and has that member, its value satisfies the schema.
  record Member(String name, Located schema) implements Claim {}

  /// All of one of the alternatives holds.
  record OneOf(List<List<Claim>> alternatives) implements Claim {}
}
