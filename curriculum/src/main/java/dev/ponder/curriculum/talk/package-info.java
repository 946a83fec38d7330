/// Greetings, identity, honest refusals, conversations of two turns.
@NullMarked
package dev.ponder.curriculum.talk;

import org.jspecify.annotations.NullMarked;
