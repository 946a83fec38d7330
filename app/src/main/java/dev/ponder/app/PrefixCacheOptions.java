package dev.ponder.app;

import dev.ponder.api.Keeping;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where computed prompts are kept between starts.
final class PrefixCacheOptions {
  @Option(
      names = "--prefix-cache",
      paramLabel = "FOLDER",
      description =
          "Keep what was computed of long prompts in this folder, so that it need not be computed"
              + " again after a restart (default: nowhere). The folder holds what users wrote.")
  private @Nullable Path folder;

  @Option(
      names = "--prefix-cache-size",
      paramLabel = "SIZE",
      description =
          "How much the folder of --prefix-cache may hold, such as 50G (default: 10G). What was"
              + " used least recently makes room.")
  private @Nullable String size;

  /// @param keeping how long a file stays that nothing uses
  Prefixes prefixes(Keeping keeping) {
    Optional<Long> bytes =
        Optional.ofNullable(size).map(text -> Sizes.parse("--prefix-cache-size", text));
    return Prefixes.of(new Prefixes.Wish(Optional.ofNullable(folder), bytes), keeping);
  }
}
