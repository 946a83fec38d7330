/// Text to token ids and back, exactly as the model was trained.
@NullMarked
package dev.ponder.model.tokenizer;

import org.jspecify.annotations.NullMarked;
