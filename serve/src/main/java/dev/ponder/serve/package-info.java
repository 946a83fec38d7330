/// The HTTP server.
@NullMarked
package dev.ponder.serve;

import org.jspecify.annotations.NullMarked;
