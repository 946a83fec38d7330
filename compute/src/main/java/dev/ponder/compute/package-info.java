/// Weight matrices in GGML block formats and the arithmetic over them.
@NullMarked
package dev.ponder.compute;

import org.jspecify.annotations.NullMarked;
