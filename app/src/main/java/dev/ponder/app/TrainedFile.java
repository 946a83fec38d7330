package dev.ponder.app;

import dev.ponder.compute.Format;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a trained model goes, and what its matrices are written as. Checked before anything is
/// learned, which may take hours.
record TrainedFile(Path file, Format type) {

  /// @throws Mistake when the file cannot be made there, or not in that type
  void check() {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new Mistake(folder + ": no such directory");
    }
    checkInNewFolder();
  }

  /// As [#check], when the folder is yet to be made.
  void checkInNewFolder() {
    if (Files.isDirectory(file)) {
      throw new Mistake(file + ": is a directory");
    }
    switch (type) {
      case F32, F16, Q8_0 -> {}
      case BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ4_NL, IQ4_XS, MXFP4 ->
          throw new Mistake("--type must be F32, F16 or Q8_0, not " + type);
    }
  }
}
