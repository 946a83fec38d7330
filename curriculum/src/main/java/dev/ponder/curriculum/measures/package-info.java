/// Comparing, sorting, units, dates, percentages.
@NullMarked
package dev.ponder.curriculum.measures;

import org.jspecify.annotations.NullMarked;
