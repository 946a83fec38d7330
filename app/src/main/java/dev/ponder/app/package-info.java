/// The `ponder` command.
@NullMarked
package dev.ponder.app;

import org.jspecify.annotations.NullMarked;
