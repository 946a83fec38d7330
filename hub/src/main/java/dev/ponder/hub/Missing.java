package dev.ponder.hub;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which bytes of a file are still to come. Pieces are taken, filled, and given back; what was not
/// filled is missing again.
final class Missing {
  /// Bytes `from` inclusive, `to` exclusive.
  record Span(long from, long to) {
    Span {
      if (from < 0 || to <= from) {
        throw new IllegalArgumentException("no span: " + from + " to " + to);
      }
    }

    long length() {
      return to - from;
    }
  }

  /// A span that one connection fetches from its front.
  static final class Piece {
    private final long to;
    private volatile long at;

    private Piece(Span span) {
      this.at = span.from();
      this.to = span.to();
    }

    long at() {
      return at;
    }

    long to() {
      return to;
    }

    long remaining() {
      return to - at;
    }

    /// So many more bytes are on disk.
    void filled(int count) {
      // Only the connection that took the piece writes.
      at = at + count;
    }
  }

  private final List<Span> free = new ArrayList<>();
  private final Set<Piece> taken = new HashSet<>();

  Missing(List<Span> spans) {
    free.addAll(spans);
  }

  /// The next bytes to fetch, at most that many; empty when all are taken or there.
  synchronized Optional<Piece> take(long atMost) {
    if (free.isEmpty()) {
      return Optional.empty();
    }
    Span first = free.removeFirst();
    long end = Math.min(first.to(), first.from() + atMost);
    if (end < first.to()) {
      free.addFirst(new Span(end, first.to()));
    }
    Piece piece = new Piece(new Span(first.from(), end));
    taken.add(piece);
    return Optional.of(piece);
  }

  /// Ends work on the piece; once more does nothing.
  synchronized void giveBack(Piece piece) {
    if (taken.remove(piece) && piece.remaining() > 0) {
      free.addFirst(new Span(piece.at(), piece.to()));
    }
  }

  /// What is missing now, in order; spans that touch are one.
  synchronized List<Span> spans() {
    List<Span> spans = new ArrayList<>(free);
    for (Piece piece : taken) {
      long at = piece.at();
      if (at < piece.to()) {
        spans.add(new Span(at, piece.to()));
      }
    }
    spans.sort(Comparator.comparingLong(Span::from));
    List<Span> merged = new ArrayList<>();
    for (Span span : spans) {
      boolean touches = !merged.isEmpty() && merged.getLast().to() == span.from();
      long from = touches ? merged.removeLast().from() : span.from();
      merged.add(new Span(from, span.to()));
    }
    return merged;
  }

  long bytes() {
    return spans().stream().mapToLong(Span::length).sum();
  }
}
