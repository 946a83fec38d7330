/// Arithmetic with written working.
@NullMarked
package dev.ponder.curriculum.numbers;

import org.jspecify.annotations.NullMarked;
