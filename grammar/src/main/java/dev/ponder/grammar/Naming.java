package dev.ponder.grammar;

import dev.ponder.grammar.Rule.Scan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a row has to do with the names of objects. Of those objects only that may hold names which
/// nothing lists; the others cannot repeat one anyway.
///
/// All readings of a text agree on which object a name belongs to: they can end a name at the same
/// byte only if they take the same bytes for quotes and brackets, back to where the later of them
/// began. So one object says it for all.
///
/// @param events what the last lexeme has led to
/// @param freeNames the lexemes of names that nothing lists
/// @param commas the lexemes behind which a name must follow
/// @param object the row in which the object began of which a name may come next; null if none may
record Naming(List<Event> events, Set<Regex> freeNames, Set<Regex> commas, @Nullable Row object) {

  /// Where a place is in an object.
  enum Step {
    /// It is in none, or where names do not matter.
    NONE,
    /// Behind the opening bracket.
    OPENED,
    /// Behind a name that nothing lists.
    NAMED_FREELY,
    /// Behind one that the schema lists.
    NAMED_AS_LISTED,
    /// Behind a comma.
    CONTINUED,
    /// Behind the closing bracket.
    CLOSED
  }

  /// Something that happened to the object that began in that row.
  record Event(Step step, Row object) {}

  static final Naming NONE = new Naming(List.of(), Set.of(), Set.of(), null);

  /// That of a row of those items.
  static Naming of(Iterable<Row.Item> items) {
    List<Event> events = new ArrayList<>();
    Set<Regex> freeNames = new HashSet<>();
    Set<Regex> commas = new HashSet<>();
    Row object = null;
    for (Row.Item item : items) {
      Step here = item.state().place.step();
      if (here != Step.NONE && here != Step.CONTINUED) {
        events.add(new Event(here, item.origin()));
      }
      for (Scan scan : item.state().expanded().scans) {
        switch (scan.next().place.step()) {
          case NAMED_FREELY -> {
            freeNames.add(scan.lexeme());
            object = item.origin();
          }
          case NAMED_AS_LISTED -> object = item.origin();
          case CONTINUED -> commas.add(scan.lexeme());
          case NONE, OPENED, CLOSED -> {}
        }
      }
    }
    boolean none = events.isEmpty() && object == null && commas.isEmpty();
    return none ? NONE : new Naming(events, freeNames, commas, object);
  }

  /// Whether a name may come next.
  boolean mayName() {
    return object != null;
  }
}
