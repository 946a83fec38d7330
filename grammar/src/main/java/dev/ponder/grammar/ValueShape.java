package dev.ponder.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A value as the grammar has it: one lexeme for all its scalars, and ways to be an object or an
/// array. Shapes refer to each other in circles; [SchemaCompiler] makes them and decides which can
/// be filled at all.
final class ValueShape {

  /// A member by name.
  ///
  /// @param key the name with its quotes
  record Member(Regex key, ValueShape value, boolean required) {}

  /// Any members whose names match and that nothing names.
  ///
  /// @param names how many such names there are, or [WordCount#MANY]
  record Free(Regex key, ValueShape value, int names) {}

  /// A way to be an object.
  record ObjectShape(List<Member> members, List<Free> free, long least, long most) {
    private static final long WITHOUT_END = Long.MAX_VALUE >> 2;

    /// Whether any such object exists, as far as is known of its members.
    boolean alive() {
      long required = members.stream().filter(Member::required).count();
      boolean whole = members.stream().allMatch(m -> !m.required || m.value.alive);
      long named = members.stream().filter(m -> m.value.alive).count();
      return whole && required <= most && most >= least && named + freeNames() >= least;
    }

    /// How many names there are that nothing lists; without end if they are not [#few].
    long freeNames() {
      long names = 0;
      for (Free each : free) {
        names += each.value.alive ? each.names : 0;
      }
      return names >= WordCount.MANY ? WITHOUT_END : names;
    }

    boolean few() {
      return freeNames() < WordCount.MANY;
    }

    boolean freeAlive() {
      return free.stream().anyMatch(f -> f.value.alive);
    }
  }

  /// A way to be an array.
  ///
  /// @param rest what follows the first ones; empty when nothing may
  /// @param wanted what some elements must be, a narrower form of `rest`
  record ArrayShape(
      List<ValueShape> first,
      Optional<ValueShape> rest,
      long least,
      long most,
      Optional<Wanted> wanted) {
    /// So many elements of that shape.
    record Wanted(ValueShape value, long least) {}

    /// How many elements there can be.
    long reach() {
      for (int i = 0; i < first.size(); i++) {
        if (!first.get(i).alive) {
          return Math.min(i, most);
        }
      }
      boolean more = rest.isPresent() && rest.get().alive;
      return more ? most : Math.min(first.size(), most);
    }

    boolean alive() {
      long needed = Math.max(least, wanted.map(Wanted::least).orElse(0L));
      return reach() >= needed && wanted.map(w -> w.least == 0 || w.value.alive).orElse(true);
    }

    Optional<ValueShape> at(long index) {
      return index < first.size() ? Optional.of(first.get((int) index)) : rest;
    }
  }

  Regex scalar;
  final List<ObjectShape> objects = new ArrayList<>();
  final List<ArrayShape> arrays = new ArrayList<>();
  final Rule rule;

  /// Whether any value exists; false until proven.
  boolean alive;

  ValueShape(Regex nothing, Rule rule) {
    this.scalar = nothing;
    this.rule = rule;
  }

  private boolean isScalar() {
    return objects.isEmpty() && arrays.isEmpty();
  }

  /// Adds such a value, as its lexeme where that is all it can be, as its rule otherwise.
  void expand(Rule.Edges edges, Rule.Place next) {
    if (isScalar()) {
      edges.lexeme(scalar, next);
    } else {
      edges.call(rule, next);
    }
  }

  /// Looks again whether any value exists; true when that has just been proven.
  boolean revive(Regexes regexes) {
    if (alive) {
      return false;
    }
    alive =
        regexes.alive(scalar)
            || objects.stream().anyMatch(ObjectShape::alive)
            || arrays.stream().anyMatch(ArrayShape::alive);
    return alive;
  }

  /// Drops what no value can be, once all is decided.
  void prune() {
    objects.removeIf(o -> !o.alive());
    arrays.removeIf(a -> !a.alive());
  }
}
