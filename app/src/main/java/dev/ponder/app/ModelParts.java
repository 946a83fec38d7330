package dev.ponder.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The files that a model consists of.
final class ModelParts {
  private static final Pattern PART =
      Pattern.compile("(.+)-(?:\\d{5})-of-(\\d{1,5})(\\.gguf)", Pattern.CASE_INSENSITIVE);

  private ModelParts() {}

  /// All files of the model of which that is one, in order; that one alone unless its name says
  /// that there are others.
  static List<Path> of(Path file) {
    Matcher name = PART.matcher(file.getFileName().toString());
    if (!name.matches()) {
      return List.of(file);
    }
    List<Path> parts =
        IntStream.rangeClosed(1, Integer.parseInt(name.group(2)))
            .mapToObj(number ->
                file.resolveSibling(
                    "%s-%05d-of-%s%s"
                        .formatted(name.group(1), number, name.group(2), name.group(3))))
            .filter(Files::isRegularFile)
            .toList();
    return parts.contains(file) ? parts : List.of(file);
  }
}
