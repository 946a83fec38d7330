/// The loop that advances every running sequence, and what it is asked for and answers.
///
/// [Engine] is the door. Behind it one thread repeats a step: *admit* waiting sequences
/// (`Sequences`), *plan* who computes how many tokens (`Scheduler`), find cache blocks for that
/// (`BlockPool`), *forward* through the model, *sample* the sequences that have no gap left
/// (`Sampler`), *commit* what was computed and chosen, *publish* it to the readers (`TokenStream`).
///
/// Prefixes may outlive the memory of the cache: `DiskSpill`, on the engine thread, decides which
/// go to a [PrefixStore] and come back, and a `Carrier` reads and writes the files on a thread of
/// its own.
///
/// Every mutable thing here belongs to the engine thread, except the queue of arrivals, the queue
/// of steps of each generation, the flag with which a reader leaves, and what the carrier and the
/// store share with it, which say so.
@NullMarked
package dev.ponder.engine;

import org.jspecify.annotations.NullMarked;
