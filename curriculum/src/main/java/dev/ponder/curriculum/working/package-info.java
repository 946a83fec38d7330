/// Column arithmetic as thought: the one way in which every subject adds, subtracts, multiplies and
/// divides.
@NullMarked
package dev.ponder.curriculum.working;

import org.jspecify.annotations.NullMarked;
