package dev.ponder.learn.tuning;

import dev.ponder.core.Item;
import dev.ponder.core.Role;
import dev.ponder.reason.Speech;
import java.util.List;
import java.util.Optional;

/// A message of a data set.
///
/// @param role who speaks; the results of tools are the user's
/// @param items what it is in a conversation
/// @param speech what is said, where the assistant speaks
/// @param learned whether it is to be learned
record Said(Role role, List<Item> items, Optional<Speech> speech, boolean learned) {
  Said {
    items = List.copyOf(items);
  }
}
