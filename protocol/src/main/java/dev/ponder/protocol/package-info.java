/// The OpenAI wire formats.
@NullMarked
package dev.ponder.protocol;

import org.jspecify.annotations.NullMarked;
