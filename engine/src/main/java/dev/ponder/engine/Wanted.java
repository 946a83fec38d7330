package dev.ponder.engine;

import dev.ponder.model.KvSpan;

/// What is to be fetched of a block.
///
/// @param tokens of the block; not to be modified
record Wanted(PrefixName name, KvSpan span, int[] tokens) {}
