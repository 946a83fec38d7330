/// The operations of the API; [dev.ponder.api.Api] is the way in.
@NullMarked
package dev.ponder.api;

import org.jspecify.annotations.NullMarked;
