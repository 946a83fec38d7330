package dev.ponder.curriculum.words;

import java.util.Locale;

/// What part a number plays in a story: the first thing to tell when one reads it, and what decides
/// which operation it goes into.
enum Role {
  /// What there is at first.
  START,
  /// What comes in.
  IN,
  /// What goes out.
  OUT,
  /// A part of a whole.
  PART,
  /// A whole of which parts are told.
  WHOLE,
  /// How much there is for each one: a price, a rate, a size of groups.
  EACH,
  /// How many groups, pieces, hours there are.
  COUNT,
  /// By how much one is more than another.
  MORE,
  /// By how much one is less than another.
  LESS,
  /// How many times as much.
  TIMES,
  /// Into how many parts something is divided: two for "half".
  SHARE,
  /// So many of a hundred.
  PERCENT,
  /// What was paid or set aside, of which something is to be taken.
  PAID,
  /// An amount that is compared with.
  BASE,
  /// A bound that is to be reached.
  GOAL,
  /// Of no use.
  SPARE,
  /// Not told at all, but what told numbers are made of.
  HIDDEN;

  static Role named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /// As it is written in a thought.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
