/// `ponder-nano`, the model that ships with Ponder: what it is taught in which order, its
/// vocabulary, and the file that training makes of it.
@NullMarked
package dev.ponder.learn.nano;

import org.jspecify.annotations.NullMarked;
