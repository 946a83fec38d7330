package dev.ponder.compute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The native kernels of each set of instructions that this processor has; none where they were not
/// built.
final class NativeSets {
  private static final Optional<NativeLibrary> LIBRARY = load();

  private NativeSets() {}

  static Stream<NativeKernels> all() {
    return LIBRARY.stream().flatMap(NativeSets::supported);
  }

  private static Stream<NativeKernels> supported(NativeLibrary library) {
    return IntStream.range(0, NativeLibrary.setCount())
        .filter(library::supports)
        .mapToObj(set -> new NativeKernels(library, set, new ScalarKernels()));
  }

  private static Optional<NativeLibrary> load() {
    try {
      Optional<byte[]> bundled = NativeLibraryFile.bundled();
      if (bundled.isEmpty()) {
        return Optional.empty();
      }
      Path folder = Files.createTempDirectory("ponder-kernels");
      Path file = NativeLibraryFile.extracted(bundled.get(), folder);
      NativeLibrary library = new NativeLibrary(file);
      file.toFile().deleteOnExit();
      folder.toFile().deleteOnExit();
      return Optional.of(library);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
