/// The GGUF container, versions 2 and 3, little-endian: reading and writing.
@NullMarked
package dev.ponder.model.gguf;

import org.jspecify.annotations.NullMarked;
