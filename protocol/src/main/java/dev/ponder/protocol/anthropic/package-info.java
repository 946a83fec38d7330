/// The wire format of Anthropic's Messages API; [dev.ponder.protocol.anthropic.Messages] is the way
/// in.
@NullMarked
package dev.ponder.protocol.anthropic;

import org.jspecify.annotations.NullMarked;
