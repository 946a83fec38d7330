package dev.ponder.train.run;

import dev.ponder.train.Example;

/// An example and what it is an example of.
///
/// @param label under which its loss is reported, such as `addition`
public record Labelled(String label, Example example) {}
