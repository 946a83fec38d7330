/// Benchmarks of the kernels, run by hand.
@NullMarked
package dev.ponder.jmh;

import org.jspecify.annotations.NullMarked;
