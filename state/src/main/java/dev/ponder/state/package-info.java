/// What the API stores, durably: [dev.ponder.state.State] is the way in.
@NullMarked
package dev.ponder.state;

import org.jspecify.annotations.NullMarked;
