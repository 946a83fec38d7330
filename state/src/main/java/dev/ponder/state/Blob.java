package dev.ponder.state;

/// Contents of a file that were stored whole.
///
/// @param id what an object remembers, in its attribute [StoredObject#BLOB]
/// @param sha256 64 hexadecimal digits
public record Blob(String id, long bytes, String sha256) {}
