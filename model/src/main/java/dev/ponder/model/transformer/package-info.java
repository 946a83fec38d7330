/// Transformers: architectures as lists of shared blocks, and the one forward pass over them.
@NullMarked
package dev.ponder.model.transformer;

import org.jspecify.annotations.NullMarked;
