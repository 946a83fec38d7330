/// Runs of training: steps, what is kept of them, and how they go on after they were stopped.
@NullMarked
package dev.ponder.train.run;

import org.jspecify.annotations.NullMarked;
