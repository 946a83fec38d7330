/// The loop that advances every running sequence, and what it is asked for and answers.
@NullMarked
package dev.ponder.engine;

import org.jspecify.annotations.NullMarked;
