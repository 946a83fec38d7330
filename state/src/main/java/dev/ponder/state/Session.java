package dev.ponder.state;

import dev.ponder.state.StateException.Reason;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// One transaction on one connection, on the thread that owns it. Those who may only read are given
/// it as a [Reader].
final class Session implements Writer {
  private final Sql sql;
  private final Instant now;
  private final ObjectTable objects;
  private final ItemTable items;
  private final Set<String> released = new LinkedHashSet<>();

  Session(Sql sql, Instant now) {
    this.sql = sql;
    this.now = now;
    objects = new ObjectTable(sql, now);
    items = new ItemTable(sql, now);
  }

  Sql sql() {
    return sql;
  }

  Instant now() {
    return now;
  }

  /// Blobs that no object has any more, to be deleted once this is committed.
  Set<String> unreferenced() {
    released.removeIf(objects::isReferenced);
    return released;
  }

  boolean isReferenced(String blob) {
    return objects.isReferenced(blob);
  }

  @Override
  public Optional<StoredObject> find(Kind kind, String owner, String id) {
    return objects.find(kind, owner, id);
  }

  @Override
  public Page<StoredObject> list(Kind kind, String owner, Query query) {
    return objects.list(kind, owner, query);
  }

  @Override
  public Page<StoredObject> ofAllOwners(Kind kind, Map<String, String> attributes, int limit) {
    return objects.ofAllOwners(kind, attributes, limit);
  }

  @Override
  public Page<StoredItem> items(Place place, String owner, Query query) {
    return number(place, owner)
        .map(number -> items.page(number, place.list(), query))
        .orElseGet(() -> nothing(query));
  }

  /// There is nothing to start from in a list that is not there.
  private static Page<StoredItem> nothing(Query query) {
    query
        .after()
        .or(query::before)
        .ifPresent(id -> {
          throw new UnknownCursorException(id);
        });
    return new Page<>(List.of(), false);
  }

  @Override
  public List<StoredItem> allItems(Place place, String owner) {
    return number(place, owner).map(number -> items.all(number, place.list())).orElse(List.of());
  }

  @Override
  public Optional<StoredItem> item(Place place, String owner, String itemId) {
    return number(place, owner).flatMap(number -> items.one(number, place.list(), itemId));
  }

  @Override
  public Optional<FoundItem> item(String owner, String itemId) {
    return items.find(owner, itemId);
  }

  @Override
  public void insert(StoredObject object) {
    removeExpired(object);
    if (!objects.insert(object)) {
      throw new StateException(Reason.PRESENT, "'%s' is there already".formatted(object.id()));
    }
  }

  @Override
  public void put(StoredObject object) {
    removeExpired(object);
    if (!objects.insert(object)) {
      rewrite(object);
    }
  }

  /// What nobody finds any more must not be in the way of what is new.
  private void removeExpired(StoredObject object) {
    if (objects.number(object.kind(), object.owner(), object.id()).isEmpty()) {
      objects.numberEvenExpired(object).ifPresent(this::delete);
    }
  }

  @Override
  public Optional<StoredObject> update(
      Kind kind, String owner, String id, UnaryOperator<StoredObject> change) {
    Optional<StoredObject> found = find(kind, owner, id);
    return found.map(old -> {
      StoredObject changed = change.apply(old);
      if (!sameIdentity(old, changed)) {
        throw new IllegalArgumentException(
            "an update keeps kind, owner, id and time of creation of '%s'".formatted(id));
      }
      rewrite(changed);
      return changed;
    });
  }

  private static boolean sameIdentity(StoredObject old, StoredObject changed) {
    return old.kind() == changed.kind()
        && old.owner().equals(changed.owner())
        && old.id().equals(changed.id())
        && old.created().equals(changed.created());
  }

  private void rewrite(StoredObject object) {
    number(object).flatMap(objects::blob).ifPresent(released::add);
    objects.rewrite(object);
  }

  @Override
  public boolean delete(Kind kind, String owner, String id) {
    Optional<Long> number = objects.number(kind, owner, id);
    number.ifPresent(this::delete);
    return number.isPresent();
  }

  private void delete(long number) {
    objects.blob(number).ifPresent(released::add);
    objects.delete(number);
  }

  @Override
  public void append(Place place, String owner, List<StoredItem> added) {
    long number = present(place, owner);
    added.forEach(item -> items.append(number, place.list(), owner, item));
  }

  @Override
  public void replaceItems(Place place, String owner, List<StoredItem> wanted) {
    items.clear(present(place, owner), place.list());
    append(place, owner, wanted);
  }

  @Override
  public boolean deleteItem(Place place, String owner, String itemId) {
    return number(place, owner)
        .map(number -> items.delete(number, place.list(), itemId))
        .orElse(false);
  }

  /// Deletes some of what has expired by then, and returns how many objects that were.
  int deleteExpired(Instant then, int most) {
    List<Long> gone = objects.expired(then, most);
    gone.forEach(this::delete);
    return gone.size();
  }

  /// Deletes some of what was created before then, and returns how many objects that were.
  int deleteOlder(Kind kind, Instant then, int most) {
    List<Long> gone = objects.createdBefore(kind, then, most);
    gone.forEach(this::delete);
    return gone.size();
  }

  private Optional<Long> number(StoredObject object) {
    return objects.number(object.kind(), object.owner(), object.id());
  }

  private Optional<Long> number(Place place, String owner) {
    return objects.number(place.kind(), owner, place.objectId());
  }

  private long present(Place place, String owner) {
    return number(place, owner)
        .orElseThrow(() ->
            new StateException(
                Reason.ABSENT, "there is no '%s' to add to".formatted(place.objectId())));
  }
}
