package dev.ponder.engine;

import dev.ponder.engine.Prefix.Tail;
import dev.ponder.model.KvBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Finds blocks by what they hold: the tokens of the block and, through its parent, everything
/// before them.
///
/// An entry's key is the parent's content number and the block's own tokens. The hash only finds a
/// candidate; the key's equality compares the tokens. Content numbers are given out once, so by
/// induction equal keys mean equal prefixes, and an entry whose parent is gone can never be found
/// by mistake.
///
/// A block that is full is anybody's who knows all its tokens. One that is not, and the beginning
/// of any, is its owner's only: who may ask token by token whether something is there can read a
/// stranger's text by asking for every token in turn.
///
/// Entries that no sequence holds are kept in order of their last use. A table gives its blocks
/// back last block first, so that of a chain the leaf goes before what it hangs on. Those that are
/// pinned are not evicted before [Pins] lets go of them.
final class PrefixIndex {

  /// The content number of the empty prefix.
  static final long ROOT = 0;

  /// The owner of what nobody may find by its beginning.
  static final String NOBODY = "";

  /// Most blocks behind one prefix that are looked at for their beginnings: however many there are
  /// behind a popular one, looking takes no longer.
  static final int MOST_LOOKED_AT = 64;

  private record Key(long parent, String owner, int[] tokens, int hash) {

    /// @param owner matters to a block that is not full
    static Key of(long parent, String owner, int[] tokens) {
      String whose = isFull(tokens) ? NOBODY : owner;
      int hash = 31 * Arrays.hashCode(tokens) + Long.hashCode(parent);
      return new Key(parent, whose, tokens, hash);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && key.parent == parent
          && Arrays.equals(key.tokens, tokens)
          && key.owner.equals(owner);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /// Where blocks of one owner go on from one prefix.
  private record Branch(long parent, String owner) {}

  /// What is known of a block.
  private record Entry(Key key, Branch branch) {}

  private final Map<Key, Block> blocks = new HashMap<>();
  private final Map<Block, Entry> entries = new HashMap<>();

  /// The blocks of each branch, the newest last; nobody's are left out.
  private final Map<Branch, LinkedHashSet<Block>> branches = new HashMap<>();

  private final LinkedHashSet<Block> idle = new LinkedHashSet<>();
  private final Set<Block> idlePinned = new HashSet<>();
  private long lastContent = ROOT;

  private static boolean isFull(int[] tokens) {
    return tokens.length == KvBlock.POSITIONS;
  }

  /// The full block with those tokens after that parent.
  Optional<Block> find(long parent, int[] tokens) {
    return Optional.ofNullable(blocks.get(Key.of(parent, NOBODY, tokens)));
  }

  /// Which of the owner's usable blocks after that parent begins with the most of those tokens; the
  /// newest of several.
  Optional<Tail> nearest(long parent, int[] tokens, String owner, Predicate<Block> usable) {
    Optional<Tail> nearest = Optional.empty();
    int most = 0;
    for (Block block : newest(new Branch(parent, owner))) {
      int common = common(known(block).key().tokens(), tokens);
      if (common > most && usable.test(block)) {
        most = common;
        nearest = Optional.of(new Tail(block, common));
      }
    }
    return nearest;
  }

  /// The owner's blocks that hold nothing but the beginning of those tokens after that parent, and
  /// that nobody holds.
  List<Block> covered(long parent, int[] tokens, String owner) {
    List<Block> covered = new ArrayList<>();
    for (Block block : newest(new Branch(parent, owner))) {
      int[] own = known(block).key().tokens();
      if (own.length < tokens.length && common(own, tokens) == own.length && isIdle(block)) {
        covered.add(block);
      }
    }
    return covered;
  }

  private static int common(int[] one, int[] other) {
    int mismatch = Arrays.mismatch(one, other);
    return mismatch < 0 ? one.length : mismatch;
  }

  private List<Block> newest(Branch branch) {
    List<Block> newest = new ArrayList<>();
    for (Block block : all(branch).reversed()) {
      if (newest.size() == MOST_LOOKED_AT) {
        break;
      }
      newest.add(block);
    }
    return newest;
  }

  private LinkedHashSet<Block> all(Branch branch) {
    return branches.getOrDefault(branch, new LinkedHashSet<>());
  }

  /// Enters a block of which so many positions are computed as there are tokens; returns the one
  /// with the same content that is already there, if any, and then leaves the new one out.
  Block enter(Block block, long parent, int[] tokens, String owner) {
    Key key = Key.of(parent, owner, tokens);
    Block known = blocks.putIfAbsent(key, block);
    if (known != null) {
      return known;
    }
    settle(block, new Entry(key, new Branch(parent, owner)));
    block.content = ++lastContent;
    return block;
  }

  /// Makes a block its own who knows all its tokens; it has one owner, the last, and keeps it when
  /// nobody knows them too.
  void claim(Block block, String owner) {
    Entry entry = known(block);
    Branch branch = new Branch(entry.key().parent(), owner);
    if (!owner.equals(NOBODY) && !entry.branch().equals(branch)) {
      unsettle(block);
      settle(block, new Entry(entry.key(), branch));
    }
  }

  private void settle(Block block, Entry entry) {
    entries.put(block, entry);
    if (!entry.branch().owner().equals(NOBODY)) {
      branches.computeIfAbsent(entry.branch(), _ -> new LinkedHashSet<>()).add(block);
    }
  }

  private Entry unsettle(Block block) {
    Entry entry = known(block);
    entries.remove(block);
    branches.computeIfPresent(
        entry.branch(),
        (_, all) -> {
          all.remove(block);
          return all.isEmpty() ? null : all;
        });
    return entry;
  }

  private Entry known(Block block) {
    Entry entry = entries.get(block);
    if (entry == null) {
      throw new IllegalStateException(block + " is not in the index");
    }
    return entry;
  }

  /// Nobody holds this entry any more: it may be evicted from now on, unless it is pinned.
  void idle(Block block) {
    (block.pins > 0 ? idlePinned : idle).add(block);
  }

  /// Somebody holds this entry again.
  void busy(Block block) {
    idle.remove(block);
    idlePinned.remove(block);
  }

  /// Whether pins alone keep everything that nobody holds.
  boolean isAllPinned() {
    return idle.isEmpty() && !idlePinned.isEmpty();
  }

  /// Forgets the entry that was idle longest of those not pinned, so that its block can be reused.
  Optional<Block> evict() {
    if (idle.isEmpty()) {
      return Optional.empty();
    }
    Block block = idle.getFirst();
    remove(block);
    return Optional.of(block);
  }

  /// Forgets an idle entry that is not pinned.
  void remove(Block block) {
    idle.remove(block);
    blocks.remove(unsettle(block).key());
    block.content = Block.PRIVATE;
  }

  boolean contains(Block block) {
    Entry entry = entries.get(block);
    return entry != null && blocks.get(entry.key()) == block;
  }

  /// Whether the block is in the index and full.
  boolean holdsFull(Block block) {
    return contains(block) && isFull(known(block).key().tokens());
  }

  boolean isIdle(Block block) {
    return idle.contains(block) || idlePinned.contains(block);
  }

  int size() {
    return blocks.size();
  }

  int idleSize() {
    return idle.size() + idlePinned.size();
  }

  /// The content before that of the block.
  long parent(Block block) {
    return known(block).key().parent();
  }

  /// @throws IllegalStateException when a block is on a branch that is not its own, or on none
  void checkIntegrity() {
    int owned = 0;
    for (Map.Entry<Block, Entry> each : entries.entrySet()) {
      Branch branch = each.getValue().branch();
      boolean listed = all(branch).contains(each.getKey());
      BlockPool.require(
          listed != branch.owner().equals(NOBODY), each.getKey() + " is not on its branch");
      owned += listed ? 1 : 0;
    }
    int listed = branches.values().stream().mapToInt(LinkedHashSet::size).sum();
    BlockPool.require(listed == owned, "a branch lists blocks that are none of its own");
    BlockPool.require(
        idle.stream().allMatch(block -> block.pins == 0)
            && idlePinned.stream().allMatch(block -> block.pins > 0),
        "a block is kept for no lineage, or not for one");
  }
}
