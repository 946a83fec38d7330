package dev.ponder.grammar;

/// A text as far as it has been read: the spot, which stands for all that a grammar knows of it,
/// and the names in its open objects, which would be too much for that.
///
/// No name comes twice in an object (RFC 7493 §2.3). Were the names part of rows, every object
/// would have rows, and masks, of its own; so spots know nothing of them, masks are made and kept
/// for spots, and what a text's own names forbid is taken out of a mask as it is handed out. A name
/// that nothing lists has one spelling ([JsonText#anyName]), so that equal names are equal bytes.
///
/// Immutable: who reads on from one has another, and this one as well.
record Reading(Spot spot, OpenObjects objects, Name name) {

  static Reading of(Spot start) {
    return new Reading(start, OpenObjects.NONE, Name.NONE);
  }

  boolean isDead() {
    return spot.isDead();
  }

  /// What is read behind one more byte; a dead one when it cannot follow.
  ///
  /// @throws GrammarLimitException when finding out takes too many steps, or objects hold too much
  Reading step(int value, Automaton automaton) {
    Spot next = automaton.step(spot, value);
    if (next.isDead()) {
      return new Reading(next, objects, Name.NONE);
    }
    Name longer = next.row().naming().mayName() ? name.and(value) : Name.NONE;
    Reading further = new Reading(next, objects, longer);
    LexState.Ended ended = spot.state().ended;
    if (ended != null) {
      Fork fork = spot.row().fork(spot.state(), ended, automaton);
      if (fork.enters(value, automaton)) {
        return entered(further, fork.after(), value, automaton).unlessTaken(automaton);
      }
    }
    return further.unlessTaken(automaton);
  }

  /// That, if its last byte was the first of a lexeme in that row.
  private Reading entered(Reading further, Row row, int value, Automaton automaton) {
    OpenObjects inside = objects;
    for (Naming.Event event : row.naming().events()) {
      inside = inside.after(event, name, automaton.budget());
    }
    Row object = row.naming().object();
    // Where no name begins, one that another reading of the text has begun goes on.
    Name now =
        object == null
            ? further.name
            : Name.among(inside.names(object, automaton.budget())).and(value);
    return new Reading(further.spot, inside, now);
  }

  /// This, but for the ways to read it that lead to nothing but names which an object has already.
  private Reading unlessTaken(Automaton automaton) {
    Naming naming = spot.row().naming();
    LexState state = spot.state();
    Names left = name.left();
    if (left.isWhole()) {
      return at(automaton.without(state, naming.freeNames()));
    }
    boolean taken =
        !left.isEmpty() && Remaining.noneBut(left, naming.freeNames(), state, automaton)
            || state.ended != null
                && !naming.commas().isEmpty()
                && noName(naming, state, state.ended, automaton);
    return taken ? at(LexState.DEAD) : this;
  }

  /// Whether a name would have to come, and all there are are taken.
  private boolean noName(Naming naming, LexState state, LexState.Ended ended, Automaton automaton) {
    Row next = spot.row().after(ended, automaton);
    Names held = objects.names(next.naming().object(), automaton.budget());
    return !held.isEmpty()
        && naming.commas().containsAll(state.key.lexemes())
        && Remaining.noneBut(held, next.naming().freeNames(), next.start(automaton), automaton);
  }

  private Reading at(LexState state) {
    return new Reading(new Spot(spot.row(), state), objects, name);
  }
}
