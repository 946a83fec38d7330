package dev.ponder.hub;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A file while it is fetched: `x.partial` with the bytes, `x.partial.json` with what of them is
/// valid. The second never claims what the first has not got on disk, so both survive a crash.
final class Partial {
  private final Path target;
  private final Identity identity;
  private volatile Missing missing;
  private volatile Optional<String> verified;

  private Partial(Path target, PartialState state) {
    this.target = target;
    this.identity = state.identity();
    this.missing = new Missing(state.missing());
    this.verified = state.verified();
  }

  /// What is there of that version of the file; nothing, if it was begun from another.
  static Partial open(Path target, Identity identity) {
    return new Partial(
        target,
        PartialState.read(state(target))
            .filter(state -> state.identity().matches(identity))
            .filter(state -> hasData(target, state))
            .map(state -> new PartialState(identity, state.missing(), state.verified()))
            .orElseGet(() -> PartialState.empty(identity)));
  }

  /// Whether there is anything of any version.
  static boolean hasBytes(Path target) {
    try {
      return Files.exists(data(target)) && Files.size(data(target)) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  Identity identity() {
    return identity;
  }

  Path target() {
    return target;
  }

  Missing missing() {
    return missing;
  }

  /// The digest, if the whole is there and was hashed.
  Optional<String> verified() {
    return verified;
  }

  /// Where the bytes are.
  Path data() {
    return data(target);
  }

  /// Opens the bytes for writing. Not a channel: an interrupt would close it under the others.
  RandomAccessFile writable() throws IOException {
    return new RandomAccessFile(data().toFile(), "rw");
  }

  /// Starts from nothing.
  synchronized void restart() throws IOException {
    missing = new Missing(PartialState.empty(identity).missing());
    verified = Optional.empty();
    Files.deleteIfExists(state(target));
    Files.deleteIfExists(data());
  }

  /// Writes down what is on disk.
  synchronized void save() throws IOException {
    // The spans first: more may come while the bytes go to disk, none may go.
    List<Missing.Span> spans = missing.spans();
    if (Files.exists(data())) {
      try (RandomAccessFile file = writable()) {
        file.getFD().sync();
      }
    }
    new PartialState(identity, spans, verified).write(state(target));
  }

  /// Notes that the whole is there and has that digest.
  synchronized void verified(String sha256) throws IOException {
    verified = Optional.of(sha256);
    save();
  }

  /// Gives the file its name.
  void publish() throws IOException {
    if (Files.exists(data())) {
      Disk.rename(data(), target);
    }
  }

  /// Removes what was written down, after [#publish].
  void forget() throws IOException {
    Files.deleteIfExists(state(target));
  }

  /// Removes everything.
  void discard() throws IOException {
    Files.deleteIfExists(state(target));
    Files.deleteIfExists(data());
  }

  private static boolean hasData(Path target, PartialState state) {
    try {
      Path data = data(target);
      // A crash between giving the name and writing the manifest leaves the whole under its name.
      Path file = state.verified().isPresent() && !Files.exists(data) ? target : data;
      return Files.isRegularFile(file) && Files.size(file) >= state.least();
    } catch (IOException e) {
      return false;
    }
  }

  private static Path data(Path target) {
    return target.resolveSibling(target.getFileName() + ".partial");
  }

  private static Path state(Path target) {
    return target.resolveSibling(target.getFileName() + ".partial.json");
  }
}
