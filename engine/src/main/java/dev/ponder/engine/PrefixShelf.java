package dev.ponder.engine;

/// What one way of computing keeps in a [PrefixStore].
///
/// @param identity tells apart everything that may compute other keys and values from equal tokens:
///   the model's weights, an adapter's, the program's build, its kernels. The engine adds the shape
///   and type of its cache
public record PrefixShelf(PrefixStore store, String identity) {}
