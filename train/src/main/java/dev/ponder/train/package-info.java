/// Learning from token sequences: examples whose tokens are weighted, models with gradients, the
/// loop that improves one by the other.
@NullMarked
package dev.ponder.train;

import org.jspecify.annotations.NullMarked;
