/// Exercises and conversations as examples, rewards and graders, the recipe of ponder-nano, its
/// evaluation, and fine-tuning of other models.
@NullMarked
package dev.ponder.learn;

import org.jspecify.annotations.NullMarked;
