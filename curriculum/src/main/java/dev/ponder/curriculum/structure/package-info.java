/// JSON by schema, calls of functions, use of their results.
@NullMarked
package dev.ponder.curriculum.structure;

import org.jspecify.annotations.NullMarked;
