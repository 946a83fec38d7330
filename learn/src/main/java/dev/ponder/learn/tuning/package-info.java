/// Fine-tuning of a model on a data set in the shapes of OpenAI's fine-tuning API.
@NullMarked
package dev.ponder.learn.tuning;

import org.jspecify.annotations.NullMarked;
