package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import dev.ponder.model.KvSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The return of one sequence's prefix from disk to memory.
///
/// Nothing is held meanwhile: what came is cached like any other prefix and may be evicted, so a
/// restoration takes no room from sequences that run. It ends early when what it builds on is gone.
final class Restoration {

  /// A block and what it held when it was last looked at.
  private record Place(Block block, long content) {
    static Place of(Block block) {
      return new Place(block, block.content);
    }

    /// Whether it holds that still.
    boolean stands() {
      return block.content == content;
    }
  }

  private final Route route;
  private final long deadline;
  private final Carrier.Fetch fetch;
  private final List<Place> places = new ArrayList<>();

  /// @param deadline by [System#nanoTime()]
  Restoration(Route route, long deadline) {
    this.route = route;
    this.deadline = deadline;
    this.fetch = new Carrier.Fetch(route.wanted());
    route.known().forEach(block -> places.add(Place.of(block)));
  }

  Carrier.Fetch fetch() {
    return fetch;
  }

  Route route() {
    return route;
  }

  boolean isLate(long now) {
    return now - deadline > 0;
  }

  /// Puts a parcel where it belongs; false when it belongs nowhere any more, or there is no room.
  boolean place(Wanted wanted, Parcel parcel, BlockPool pool) {
    return switch (wanted.span()) {
      case WHOLE -> placeWhole(wanted, parcel, pool);
      case WINDOW -> placeWindow(wanted, parcel, pool);
    };
  }

  private boolean placeWhole(Wanted wanted, Parcel parcel, BlockPool pool) {
    long parent = PrefixIndex.ROOT;
    if (!places.isEmpty()) {
      Place last = places.getLast();
      if (!last.stands()) {
        return false;
      }
      // Making room must not cost what the block hangs on.
      pool.touch(List.of(last.block()));
      parent = last.content();
    }
    Optional<Block> block = pool.revive(parent, wanted.tokens(), parcel::unpack);
    block.ifPresent(placed -> places.add(Place.of(placed)));
    return block.isPresent();
  }

  private boolean placeWindow(Wanted wanted, Parcel parcel, BlockPool pool) {
    Place home = places.get(wanted.name().number());
    return home.stands() && pool.reviveWindow(home.block(), parcel::unpack);
  }

  /// It is over.
  void end(BlockPool pool) {
    fetch.cancel();
    refresh(pool);
  }

  /// All that is there of the chain counts as just used.
  void refresh(BlockPool pool) {
    List<Block> standing = new ArrayList<>();
    for (Place place : places) {
      if (place.stands()) {
        standing.add(place.block());
      }
    }
    pool.touch(standing);
  }

  /// What of a prompt must be fetched so that it can be gone on from as far behind as possible.
  ///
  /// @param end the number of the block from which on everything is to be computed
  /// @param known the blocks before it that are in memory already
  /// @param names of all files that hold what is before it
  record Route(int end, List<Block> known, List<PrefixName> names, List<Wanted> wanted) {

    /// Positions before the end.
    int positions() {
      return end * KvBlock.POSITIONS;
    }

    /// The longest way, by the store's catalogue.
    static Route of(Sequence sequence, PrefixName root, PrefixStore store, BlockPool pool) {
      int[] tokens = sequence.tokens();
      List<Block> known = pool.chain(tokens, sequence.sharable());
      List<PrefixName> names = new ArrayList<>();
      PrefixName name = root;
      int most = sequence.sharable() / KvBlock.POSITIONS;
      while (names.size() < most) {
        name = name.next(tokens);
        if (names.size() >= known.size() && !store.has(name)) {
          break;
        }
        names.add(name);
      }
      int end = end(known, names, store, pool);
      List<PrefixName> used = new ArrayList<>(names.subList(0, end));
      List<Wanted> wanted = new ArrayList<>();
      for (PrefixName whole : names.subList(Math.min(end, known.size()), end)) {
        wanted.add(new Wanted(whole, KvSpan.WHOLE, BlockPool.slice(tokens, whole.number())));
      }
      for (PrefixName whole : names.subList(pool.firstSeen(end), end)) {
        used.add(whole.windowed());
        if (!hasWindow(known, whole.number())) {
          int[] own = BlockPool.slice(tokens, whole.number());
          wanted.add(new Wanted(whole.windowed(), KvSpan.WINDOW, own));
        }
      }
      return new Route(end, known.subList(0, Math.min(end, known.size())), used, wanted);
    }

    /// How many of the blocks can be gone on from, once everything is there.
    private static int end(
        List<Block> known, List<PrefixName> names, PrefixStore store, BlockPool pool) {
      int end = 0;
      int complete = 0;
      for (int next = 1; next <= names.size(); next++) {
        int number = next - 1;
        boolean there =
            !pool.hasWindow()
                || hasWindow(known, number)
                || store.has(names.get(number).windowed());
        complete = there ? complete + 1 : 0;
        if (complete >= next - pool.firstSeen(next)) {
          end = next;
        }
      }
      return end;
    }

    private static boolean hasWindow(List<Block> known, int number) {
      return number < known.size() && known.get(number).window().isPresent();
    }
  }
}
