package dev.ponder.state;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One consistent view of what is stored; valid only inside the function that it was given to.
///
/// Whoever asks for one owner's things gets nothing of another's, whatever ids and cursors they
/// name. What has expired is not found.
public interface Reader {

  /// The object of that id.
  Optional<StoredObject> find(Kind kind, String owner, String id);

  /// Objects in the order in which they were created, then inserted.
  ///
  /// @throws UnknownCursorException when the query starts at an object that the owner does not have
  Page<StoredObject> list(Kind kind, String owner, Query query);

  /// Objects of all owners, oldest first: for what the server itself must take up again, never for
  /// an answer.
  Page<StoredObject> ofAllOwners(Kind kind, Map<String, String> attributes, int limit);

  /// Items in the order in which they were appended; none when the object is absent.
  ///
  /// @throws UnknownCursorException when the query starts at an item that is not in the list
  Page<StoredItem> items(Place place, String owner, Query query);

  /// All items in the order in which they were appended; none when the object is absent.
  ///
  /// @throws StateException when they are more than [Limits] lets into memory
  List<StoredItem> allItems(Place place, String owner);

  /// The item of that id in that list.
  Optional<StoredItem> item(Place place, String owner, String itemId);

  /// The item of that id, whichever list of the owner's it is in; of several, one of the object
  /// that was inserted last.
  Optional<FoundItem> item(String owner, String itemId);
}
