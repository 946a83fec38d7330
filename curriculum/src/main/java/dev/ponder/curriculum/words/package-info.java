/// Problems told in words.
@NullMarked
package dev.ponder.curriculum.words;

import org.jspecify.annotations.NullMarked;
