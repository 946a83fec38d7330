/// What the wire formats of this module share and nobody else sees: reading requests place by
/// place, with the problems worded as OpenAI's API words them.
@NullMarked
package dev.ponder.protocol.wire;

import org.jspecify.annotations.NullMarked;
