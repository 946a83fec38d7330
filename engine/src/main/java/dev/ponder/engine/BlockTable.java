package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import dev.ponder.model.SequenceCache;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/// The blocks of one sequence in order of its positions, those of layers with a window from the
/// first that is still seen; changed through the pool only.
final class BlockTable {
  private final String owner;
  private final List<Block> blocks = new ArrayList<>();
  private final List<WindowBlock> windowed = new ArrayList<>();
  private int firstWindowed;

  /// @param owner whose tokens they are, or [PrefixIndex#NOBODY]
  BlockTable(String owner) {
    this.owner = owner;
  }

  String owner() {
    return owner;
  }

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

  /// The number of the first block of layers with a window.
  int firstWindowed() {
    return firstWindowed;
  }

  /// The number behind the last one.
  int endWindowed() {
    return firstWindowed + windowed.size();
  }

  Collection<WindowBlock> windowed() {
    return Collections.unmodifiableCollection(windowed);
  }

  WindowBlock windowed(int number) {
    return windowed.get(number - firstWindowed);
  }

  /// Says where the blocks of layers with a window begin, before there are any.
  void beginWindowed(int number) {
    firstWindowed = number;
  }

  void addWindowed(WindowBlock block) {
    windowed.add(block);
  }

  void replaceWindowed(int number, WindowBlock block) {
    windowed.set(number - firstWindowed, block);
  }

  WindowBlock removeFirstWindowed() {
    firstWindowed++;
    return windowed.removeFirst();
  }

  WindowBlock removeLastWindowed() {
    return windowed.removeLast();
  }

  /// What the model sees of the first blocks, enough for that many positions.
  SequenceCache kv(int positions) {
    KvBlock[] whole = new KvBlock[KvBlock.countFor(positions)];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = blocks.get(i).kv();
    }
    KvBlock[] recent = new KvBlock[windowed.size()];
    for (int i = 0; i < recent.length; i++) {
      recent[i] = windowed.get(i).kv();
    }
    return new SequenceCache(List.of(whole), List.of(recent), firstWindowed);
  }
}
