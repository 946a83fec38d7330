/// The part of Python that the curriculum's code is written in, run within this process.
@NullMarked
package dev.ponder.learn.python;

import org.jspecify.annotations.NullMarked;
