/// The loop that advances every running sequence, and what it is asked for and answers.
///
/// [Engine] is the door. Behind it one thread repeats a step: *admit* waiting sequences
/// (`Sequences`), *plan* who computes how many tokens (`Scheduler`), find cache blocks for that
/// (`BlockPool`), *forward* through the model, *sample* the sequences that have no gap left
/// (`Sampler`), *commit* what was computed and chosen, *publish* it to the readers (`TokenStream`).
///
/// Every mutable thing here belongs to the engine thread, except the queue of arrivals, the queue
/// of steps of each generation and the flag with which a reader leaves.
@NullMarked
package dev.ponder.engine;

import org.jspecify.annotations.NullMarked;
