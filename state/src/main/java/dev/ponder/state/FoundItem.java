package dev.ponder.state;

/// An item and the list that it is in.
public record FoundItem(Place place, StoredItem item) {}
