package dev.ponder.curriculum.talk;

import dev.ponder.curriculum.Subject;
import java.util.List;

/// Greetings, identity, honest refusals, conversations of two turns.
public final class TalkSubjects {
  private TalkSubjects() {}

  public static List<Subject> all() {
    return List.of(new SmallTalk(), new Refusals(), new TwoTurns(), new Instructions());
  }
}
