/// Charts as SVG: series of points over two axes, with error bars where they are known. A chart is
/// one text without anything outside of it, and suits light and dark pages.
@NullMarked
package dev.ponder.train.plot;

import org.jspecify.annotations.NullMarked;
