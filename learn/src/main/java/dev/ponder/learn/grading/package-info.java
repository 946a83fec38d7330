/// How good an answer is, by the graders of OpenAI's fine-tuning API.
@NullMarked
package dev.ponder.learn.grading;

import org.jspecify.annotations.NullMarked;
