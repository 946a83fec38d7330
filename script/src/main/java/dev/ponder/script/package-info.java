/// Scripted models: tests of agents and clients need answers that are known beforehand.
@NullMarked
package dev.ponder.script;

import org.jspecify.annotations.NullMarked;
