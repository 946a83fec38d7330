/// Problems with worked answers, made from a seed: subjects make exercises, an exercise is a
/// question, an answer for each effort and a check.
@NullMarked
package dev.ponder.curriculum;

import org.jspecify.annotations.NullMarked;
