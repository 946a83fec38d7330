package dev.ponder.state;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// One transaction: it sees what it wrote, nobody else does before it is committed, and nothing of
/// it remains when its function throws. Transactions run one after the other.
public interface Writer extends Reader {

  /// Stores a new object.
  ///
  /// @throws StateException of [StateException.Reason#PRESENT] when the owner has it already
  void insert(StoredObject object);

  /// Stores an object in place of the one of that id, if there is one. It keeps that one's time of
  /// creation, its place in the order and its items.
  void put(StoredObject object);

  /// Changes an object; empty when it is absent. Kind, owner, id and time of creation stay.
  Optional<StoredObject> update(
      Kind kind, String owner, String id, UnaryOperator<StoredObject> change);

  /// Deletes an object, its items and the blob that belongs to it; false when it is absent.
  boolean delete(Kind kind, String owner, String id);

  /// Adds items to the end of a list.
  ///
  /// @throws StateException of [StateException.Reason#ABSENT] when the object is absent, of
  ///   [StateException.Reason#PRESENT] when the list has an item of one of these ids
  void append(Place place, String owner, List<StoredItem> items);

  /// Puts items in place of whatever the list holds.
  ///
  /// @throws StateException as [#append]
  void replaceItems(Place place, String owner, List<StoredItem> items);

  /// Takes an item out of a list; false when it is not there.
  boolean deleteItem(Place place, String owner, String itemId);
}
