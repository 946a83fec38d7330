package dev.ponder.hub;

import java.util.Optional;

/// A model that can be pulled by a short name.
///
/// @param source a repository or an address
/// @param size for people, such as `about 2.5 GB`
/// @param sha256 of the file, where it is one file and its digest is known for certain
/// @param memory for people: what a machine should have
/// @param about what it is good for
public record CatalogueEntry(
    String name,
    Reference source,
    Optional<String> size,
    Optional<String> sha256,
    Optional<String> licence,
    Optional<String> memory,
    Optional<String> about) {}
