/// Several models behind one responder: each is loaded when it is first asked for, and the one that
/// was used least recently makes room.
@NullMarked
package dev.ponder.fleet;

import org.jspecify.annotations.NullMarked;
