/// Model files by name. A [Reference] says what is wanted, the [Catalogue] and the hub's listing
/// turn it into an `Order` of files, a `Download` per file fetches them in pieces, and the
/// [ModelStore] keeps what is complete:
///
/// ```
/// text → Reference → Order → Probe → Partial ⇄ pieces → SHA-256 → renamed, listed in model.json
/// ```
@NullMarked
package dev.ponder.hub;

import org.jspecify.annotations.NullMarked;
