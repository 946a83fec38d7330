package dev.ponder.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Which files there are and in which order they go: least recently used first, and of those used
/// in the same minute the one farther from its prompt's beginning first, without which it would be
/// of no use. The minutes are the files' own times, so that the order survives with them.
///
/// Thread-safe.
final class PrefixCatalogue {
  private static final long PERIOD = 60;
  private static final Comparator<Entry> ORDER =
      Comparator.comparingLong(Entry::period)
          .thenComparing(entry -> -entry.name().number())
          .thenComparing(entry -> entry.name().hash());

  private record Entry(PrefixName name, long size, long period) {}

  /// How much there may be.
  record Room(long bytes, int files) {}

  private final Room room;
  private final Map<PrefixName, Entry> entries = new HashMap<>();
  private final TreeSet<Entry> order = new TreeSet<>(ORDER);
  private long bytes;

  PrefixCatalogue(Room room) {
    this.room = room;
  }

  synchronized boolean has(PrefixName name) {
    return entries.containsKey(name);
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized int files() {
    return entries.size();
  }

  /// Enters a file that was used then.
  synchronized void add(PrefixName name, long size, Instant used) {
    remove(name);
    Entry entry = new Entry(name, size, period(used));
    entries.put(name, entry);
    order.add(entry);
    bytes += size;
  }

  /// A file is used again; returns whether its own time must tell.
  synchronized boolean touch(PrefixName name, Instant used) {
    Entry entry = entries.get(name);
    if (entry == null || entry.period() >= period(used)) {
      return false;
    }
    add(name, entry.size(), used);
    return true;
  }

  synchronized void remove(PrefixName name) {
    Entry entry = entries.remove(name);
    if (entry != null) {
      order.remove(entry);
      bytes -= entry.size();
    }
  }

  /// Strikes out what must go so that a file of that size fits, and what was not used since.
  ///
  /// @return the files to delete
  synchronized List<PrefixName> surplus(long size, Instant since) {
    List<PrefixName> surplus = new ArrayList<>();
    while (!order.isEmpty() && (isFull(size) || order.first().period() < period(since))) {
      PrefixName name = order.first().name();
      remove(name);
      surplus.add(name);
    }
    return surplus;
  }

  private boolean isFull(long size) {
    int more = size > 0 ? 1 : 0;
    return bytes + size > room.bytes() || entries.size() + more > room.files();
  }

  private static long period(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), PERIOD);
  }
}
