/// The wire formats of what is stored or computed apart from answers: files, uploads, batches,
/// embeddings, moderations.
@NullMarked
package dev.ponder.protocol.objects;

import org.jspecify.annotations.NullMarked;
