package dev.ponder.app;

import dev.ponder.api.Keeping;
import dev.ponder.engine.PrefixShelf;
import dev.ponder.engine.PrefixStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// What all models of a server keep of computed prompts between its starts, if anybody asked for
/// that. Closed after the models.
final class Prefixes implements AutoCloseable {
  private static final long USUAL_BYTES = 10L << 30;

  /// A folder within the one that is given, which may be open to others.
  private static final String OWN = "prefixes";

  /// Longer than any disk lives.
  private static final Duration FOREVER = Duration.ofDays(36_500);

  private final Wish wish;
  private final Keeping keeping;
  private Optional<PrefixStore> store = Optional.empty();

  /// Where, and how much; both may be left to another wish, or to nobody.
  record Wish(Optional<Path> folder, Optional<Long> bytes) {
    static final Wish NONE = new Wish(Optional.empty(), Optional.empty());

    /// This wish, and the other one where it says nothing.
    Wish over(Wish other) {
      return new Wish(folder.or(other::folder), bytes.or(other::bytes));
    }
  }

  private Prefixes(Wish wish, Keeping keeping) {
    this.wish = wish;
    this.keeping = keeping;
  }

  /// Nothing is kept.
  static Prefixes none() {
    return new Prefixes(Wish.NONE, new Keeping.Nothing());
  }

  /// As the command line wishes, once it is known what the settings say.
  static Prefixes of(Wish wish, Keeping keeping) {
    return new Prefixes(wish, keeping);
  }

  /// Opens the folder, if there is to be one.
  ///
  /// @throws Mistake when it cannot be used, or nothing may be kept
  void open(Settings settings) {
    Wish whole = wish.over(settings.prefixes());
    if (whole.folder().isEmpty()) {
      if (whole.bytes().isPresent()) {
        throw new Mistake("--prefix-cache-size needs a folder, --prefix-cache FOLDER");
      }
      return;
    }
    try {
      store =
          Optional.of(
              PrefixStore.open(
                  whole.folder().get().resolve(OWN),
                  new PrefixStore.Limits(whole.bytes().orElse(USUAL_BYTES), age())));
    } catch (IOException e) {
      throw new Mistake("--prefix-cache: " + Failures.sentence(e));
    }
  }

  private Duration age() {
    return switch (keeping) {
      case Keeping.Forever() -> FOREVER;
      case Keeping.For(Duration time) -> time;
      case Keeping.Nothing() ->
          throw new Mistake("--retention 0 keeps nothing, but --prefix-cache keeps prompts");
    };
  }

  /// Where one way of computing keeps what it computes.
  ///
  /// @param identity is asked for only if there is a folder
  Optional<PrefixShelf> shelf(Supplier<String> identity) {
    return store.map(opened -> opened.shelf(identity.get()));
  }

  /// Whether anybody asked for a folder on the command line.
  boolean isWished() {
    return wish.folder().isPresent();
  }

  @Override
  public void close() {
    store.ifPresent(PrefixStore::close);
  }
}
