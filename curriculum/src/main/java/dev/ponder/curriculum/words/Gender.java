package dev.ponder.curriculum.words;

/// Which pronouns stand for a person.
enum Gender {
  FEMALE,
  MALE
}
