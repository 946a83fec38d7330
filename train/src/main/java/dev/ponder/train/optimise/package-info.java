/// What is done with gradients: rules that change parameters by them, and how much when.
@NullMarked
package dev.ponder.train.optimise;

import org.jspecify.annotations.NullMarked;
