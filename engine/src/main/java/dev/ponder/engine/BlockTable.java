package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The blocks of one sequence in order of its positions; changed through the pool only.
final class BlockTable {
  private final List<Block> blocks = new ArrayList<>();

  int size() {
    return blocks.size();
  }

  Block block(int index) {
    return blocks.get(index);
  }

  void add(Block block) {
    blocks.add(block);
  }

  void replace(int index, Block block) {
    blocks.set(index, block);
  }

  Block removeLast() {
    return blocks.removeLast();
  }

  List<Block> blocks() {
    return Collections.unmodifiableList(blocks);
  }

  /// What the model sees of the first blocks, enough for that many positions.
  List<KvBlock> kv(int positions) {
    KvBlock[] kv = new KvBlock[EngineOptions.blocksFor(positions)];
    for (int i = 0; i < kv.length; i++) {
      kv[i] = blocks.get(i).kv();
    }
    return List.of(kv);
  }
}
