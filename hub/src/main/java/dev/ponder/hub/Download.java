package dev.ponder.hub;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Fetches one file.
///
/// Several connections take pieces of what is missing until nothing is. Each request starts at the
/// file's own address, since the address that the hub redirects to expires; that it is answered by
/// the version that the other pieces are of, the hub's digest or `If-Range` tells. What is on disk
/// is written down every few seconds. In the end the whole is hashed and compared with what the
/// catalogue or the hub says.
final class Download {
  private static final int BUFFER = 1 << 16;
  private static final long LEAST_PIECE = 1 << 20;

  private final Web web;
  private final HubOptions options;
  private final Surroundings surroundings;
  private final Refusals refusals;
  private final Tally tally;

  Download(Web web, HubOptions options, Surroundings surroundings, Refusals refusals, Tally tally) {
    this.web = web;
    this.options = options;
    this.surroundings = surroundings;
    this.refusals = refusals;
    this.tally = tally;
  }

  /// The server's file is no longer the one that was begun.
  static final class Changed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// Fetches what is missing and verifies the whole.
  ///
  /// @return the digest
  /// @throws Changed when the file has to be probed and begun anew
  /// @throws HubException when it cannot be had; a wrong one is deleted
  String fetch(RemoteFile file, Probe probe, Partial partial) throws InterruptedException {
    try {
      if (partial.verified().isPresent()) {
        return partial.verified().get();
      }
      if (partial.missing().bytes() > 0) {
        transfer(file, probe, partial);
      }
      return verify(file, partial);
    } catch (IOException e) {
      throw unwritable(partial, e);
    }
  }

  private void transfer(RemoteFile file, Probe probe, Partial partial)
      throws IOException, InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    Thread saver = Thread.ofVirtual().name("ponder-save").start(() -> saveUntil(end, partial));
    try {
      if (probe.ranges()) {
        inPieces(file.uri(), partial);
      } else {
        inOne(file.uri(), partial);
      }
    } finally {
      end.countDown();
      saver.join();
      partial.save();
    }
  }

  private void inPieces(URI uri, Partial partial) throws InterruptedException {
    long missing = partial.missing().bytes();
    int connections = options.connections();
    long piece =
        Math.clamp(
            missing / connections + 1,
            Math.min(LEAST_PIECE, surroundings.pieceBytes()),
            surroundings.pieceBytes());
    int crew = (int) Math.min(connections, (missing + piece - 1) / piece);
    Patience patience = new Patience(surroundings.pauses(), tally, crew);
    Crew.run(crew, () -> work(uri, partial, piece, patience));
  }

  private void work(URI uri, Partial partial, long most, Patience patience)
      throws InterruptedException {
    int failed = 0;
    Optional<Missing.Piece> next = partial.missing().take(most);
    while (next.isPresent()) {
      Missing.Piece piece = next.get();
      long before = piece.at();
      try {
        piece(uri, partial, piece, patience);
        failed = 0;
      } catch (IOException e) {
        failed = piece.at() > before ? 0 : failed;
        partial.missing().giveBack(piece);
        patience.failed(e, failed);
        failed++;
      } finally {
        partial.missing().giveBack(piece);
      }
      next = partial.missing().take(most);
    }
  }

  private void piece(URI uri, Partial partial, Missing.Piece piece, Patience patience)
      throws IOException, InterruptedException {
    Map<String, String> headers = new HashMap<>();
    headers.put("Range", "bytes=%d-%d".formatted(piece.at(), piece.to() - 1));
    Identity identity = partial.identity();
    // With a digest no validator is needed, and those of a network of servers need not agree.
    identity
        .validator()
        .filter(_ -> identity.sha256().isEmpty())
        .ifPresent(validator -> headers.put("If-Range", validator));
    try (Answer answer = web.get(uri, headers)) {
      checkPiece(answer, piece, identity);
      copy(answer, partial, piece, patience::progress);
    }
  }

  private void checkPiece(Answer answer, Missing.Piece piece, Identity identity)
      throws IOException {
    Optional<String> linked = answer.linked().sha256();
    if (linked.isPresent() && !identity.sha256().equals(linked)) {
      throw new Changed();
    }
    switch (answer.status()) {
      case 206 -> {
        Answer.Range range = answer.range().orElseThrow(Changed::new);
        if (range.total() != identity.bytes()
            || range.from() != piece.at()
            || range.to() > piece.to()) {
          throw new Changed();
        }
      }
      case 200, 412, 416 -> throw new Changed();
      default -> throw refusals.of(answer, "such file any more");
    }
  }

  /// From a server that sends no pieces: all of it, and from the start whenever that fails.
  private void inOne(URI uri, Partial partial) throws InterruptedException {
    Patience patience = new Patience(surroundings.pauses(), tally, 1);
    patience.insist(() -> {
      long present = partial.identity().bytes() - partial.missing().bytes();
      restart(partial);
      tally.add(-present);
      Missing.Piece whole = partial.missing().take(Long.MAX_VALUE).orElseThrow();
      try (Answer answer = web.get(uri, Map.of())) {
        if (answer.status() != 200) {
          throw refusals.of(answer, "such file any more");
        }
        if (answer.length().orElse(-1) != partial.identity().bytes()) {
          throw new Changed();
        }
        // What comes proves no progress here: the next attempt begins at the start again.
        copy(answer, partial, whole, () -> {});
        return whole;
      } finally {
        partial.missing().giveBack(whole);
      }
    });
  }

  private void copy(Answer answer, Partial partial, Missing.Piece piece, Runnable progress)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (RandomAccessFile out = open(partial, piece.at())) {
      while (piece.remaining() > 0) {
        int count = answer.body().read(buffer, 0, (int) Math.min(buffer.length, piece.remaining()));
        if (count < 0) {
          throw new TryAgain(answer.uri().getAuthority() + " cut the connection", Optional.empty());
        }
        write(out, buffer, count, partial);
        piece.filled(count);
        progress.run();
        tally.add(count);
      }
    }
    readEnd(answer, buffer);
  }

  /// All is there; reading the end, too, lets the connection serve the next piece.
  private static void readEnd(Answer answer, byte[] buffer) {
    try {
      answer.body().read(buffer, 0, 1);
    } catch (IOException e) {
      // Then it will not.
    }
  }

  private static RandomAccessFile open(Partial partial, long at) {
    try {
      RandomAccessFile out = partial.writable();
      out.seek(at);
      return out;
    } catch (IOException e) {
      throw unwritable(partial, e);
    }
  }

  private static void write(RandomAccessFile out, byte[] buffer, int count, Partial partial) {
    try {
      out.write(buffer, 0, count);
    } catch (IOException e) {
      throw unwritable(partial, e);
    }
  }

  private static void restart(Partial partial) {
    try {
      partial.restart();
    } catch (IOException e) {
      throw unwritable(partial, e);
    }
  }

  private void saveUntil(CountDownLatch end, Partial partial) {
    Duration period = surroundings.savePeriod();
    try {
      while (!end.await(period.toMillis(), TimeUnit.MILLISECONDS)) {
        partial.save();
      }
    } catch (IOException | InterruptedException e) {
      // A full disk ends the connections too, and they say so.
    }
  }

  private String verify(RemoteFile file, Partial partial) throws IOException, InterruptedException {
    long bytes = partial.identity().bytes();
    String found =
        Digest.of(
            partial.data(), done -> tally.on(new PullEvent.Verifying(file.name(), done, bytes)));
    Optional<String> wanted = partial.identity().sha256();
    if (wanted.isPresent() && !wanted.get().equals(found)) {
      partial.discard();
      throw new HubException(
          "%s arrived with SHA-256 %s instead of %s and was deleted; pull again"
              .formatted(file.name(), found, wanted.get()));
    }
    if (wanted.isEmpty()) {
      tally.on(new PullEvent.Unverified(file.name(), found));
    }
    partial.verified(found);
    return found;
  }

  private static HubException unwritable(Partial partial, IOException e) {
    return new HubException(
        "cannot write %s: %s"
            .formatted(partial.data(), Printable.text(String.valueOf(e.getMessage()))),
        e);
  }
}
