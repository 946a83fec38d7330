/// Requests, conversations, response events and problems, and the one JSON type.
@NullMarked
package dev.ponder.core;

import org.jspecify.annotations.NullMarked;
