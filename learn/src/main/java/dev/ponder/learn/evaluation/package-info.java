/// Examinations: how often a model answers right, with which effort and at which cost, and whether
/// its thoughts have a part in that.
@NullMarked
package dev.ponder.learn.evaluation;

import org.jspecify.annotations.NullMarked;
