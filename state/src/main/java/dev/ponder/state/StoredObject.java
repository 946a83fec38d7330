package dev.ponder.state;

import dev.ponder.core.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Anything that the API stores under an id.
///
/// @param id unique among the owner's objects of that kind
/// @param owner whose it is; nobody else ever finds it
/// @param created kept to the millisecond
/// @param expires from when on nobody finds it any more
/// @param attributes what it can be found by, such as its metadata or the id of what it is part of;
///   the one named [#BLOB] says which contents go when it goes
/// @param body everything else
public record StoredObject(
    Kind kind,
    String id,
    String owner,
    Instant created,
    Optional<Instant> expires,
    Map<String, String> attributes,
    Json.Obj body) {

  /// The attribute that holds the id of the [Blob] that belongs to the object.
  public static final String BLOB = "blob";

  /// @throws IllegalArgumentException when the id, the owner or an attribute is longer than
  ///   [Limits] says, or the id is empty
  public StoredObject {
    Limits.id(id);
    Limits.owner(owner);
    attributes.forEach(Limits::attribute);
    created = created.truncatedTo(ChronoUnit.MILLIS);
    expires = expires.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /// An object that can be found by its id alone, and does not expire.
  public static StoredObject of(
      Kind kind, String id, String owner, Instant created, Json.Obj body) {
    return new StoredObject(kind, id, owner, created, Optional.empty(), Map.of(), body);
  }

  public StoredObject withBody(Json.Obj changed) {
    return new StoredObject(kind, id, owner, created, expires, attributes, changed);
  }

  public StoredObject withAttributes(Map<String, String> changed) {
    return new StoredObject(kind, id, owner, created, expires, changed, body);
  }

  public StoredObject withExpires(Instant changed) {
    return new StoredObject(kind, id, owner, created, Optional.of(changed), attributes, body);
  }

  /// Whether it is gone by then.
  boolean expired(Instant now) {
    return expires.isPresent() && !expires.get().isAfter(now);
  }
}
