/// Words to tell exercises with, parted into those to learn from and those to be examined by.
@NullMarked
package dev.ponder.curriculum.lexicon;

import org.jspecify.annotations.NullMarked;
