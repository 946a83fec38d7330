/// Learning from rewards: what a model wrote by itself is made likelier where it was right, and
/// less likely where it was not.
@NullMarked
package dev.ponder.learn.reinforcement;

import org.jspecify.annotations.NullMarked;
