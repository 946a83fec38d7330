package dev.ponder.curriculum;

import java.util.Set;

/// A kind of problems. Pure: the same dice and setting give the same exercise.
public interface Subject {

  /// A short name for tables and logs, in lower case with hyphens, unique in the curriculum.
  String name();

  Area area();

  /// How many levels of difficulty there are, at least one.
  int levels();

  /// The languages that it can be told in, English among them.
  default Set<Language> languages() {
    return Set.of(Language.ENGLISH);
  }

  /// The toolings that it knows; [Tooling#NONE] alone where a tool would not help.
  default Set<Tooling> toolings() {
    return Set.of(Tooling.NONE);
  }

  /// One exercise.
  ///
  /// @throws IllegalArgumentException when the setting is none of this subject's
  Exercise exercise(Dice dice, Setting setting);
}
