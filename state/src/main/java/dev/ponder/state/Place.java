package dev.ponder.state;

/// A list of items that belongs to an object: the items of a conversation, the input of a response.
///
/// @param list names the list among those of the object
public record Place(Kind kind, String objectId, String list) {}
