package dev.ponder.app;

import dev.ponder.engine.EngineOptions;
import dev.ponder.model.KvBlock;
import dev.ponder.model.ModelNeeds;
import java.nio.file.Path;

/// Engines as the server has them, for what is measured through one.
///
/// @param file of the model
record BenchEngines(LocalModel local, Path file) {

  /// What an engine needs room for.
  ///
  /// @param sequences most answers side by side
  /// @param context most tokens of one of them, prompt included
  /// @param whole how many whole contexts there must be room for at once
  record Room(int sequences, int context, int whole) {}

  /// Those limits, with the guesses that the server makes of what follows.
  ///
  /// @throws Mistake when it does not fit into the model's context or into memory
  EngineOptions guessing(Room room) {
    int known = local.model().config().contextLength();
    if (room.context > known) {
      throw new Mistake(
          "%d tokens, prompt and answer together, are more than the model's context of %d"
              .formatted(room.context, known));
    }
    Capacity capacity =
        new Capacity(
            local.workers().threads(),
            room.context,
            room.sequences,
            local.model().config().cacheType());
    ModelNeeds needs = LocalModel.needs(file, capacity.modelOptions());
    EngineOptions options = capacity.engineOptions(needs, new MachineMemory().available());
    long wanted = (long) room.whole * KvBlock.countFor(room.context);
    if (options.maxSequences() < room.sequences || options.kvBlocks() < wanted) {
      throw new Mistake(
          "there is no memory for the cache of %d streams of %d tokens; fewer streams, shorter prompts or --cache-type q8_0 take less"
              .formatted(room.sequences, room.context));
    }
    return options;
  }

  /// The same without guesses: answers to random prompts soon repeat themselves, which would
  /// flatter.
  EngineOptions plain(Room room) {
    return guessing(room).withDraftTokens(0);
  }
}
