/// Language models as a function from token slices and cached keys and values to logits.
@NullMarked
package dev.ponder.model;

import org.jspecify.annotations.NullMarked;
