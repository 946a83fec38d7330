/// Prompt formats, effort, output parsing and the responder that joins them.
@NullMarked
package dev.ponder.reason;

import org.jspecify.annotations.NullMarked;
