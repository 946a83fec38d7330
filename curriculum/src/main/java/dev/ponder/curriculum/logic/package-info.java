/// Puzzles: orders, truth, sequences, Countdown.
@NullMarked
package dev.ponder.curriculum.logic;

import org.jspecify.annotations.NullMarked;
