package dev.ponder.model.gguf;

import dev.ponder.model.UnusableModelException;
import dev.ponder.model.gguf.GgufFile.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A model in several files, `NAME-00001-of-00003.gguf` and so on, each with some of the tensors.
///
/// Every part says how many there are, which it is and how many tensors all have together
/// (`split.count`, `split.no` from 0, `split.tensors.count`). The first also holds what is to be
/// said of the model.
///
/// @param first the first part
/// @param tensors of all parts
record SplitModel(Part first, Map<String, GgufTensor> tensors) {
  static final String COUNT = "split.count";
  private static final String NUMBER = "split.no";
  private static final String TENSORS = "split.tensors.count";
  private static final int MOST_PARTS = 10_000;

  /// Opens the parts beside the one that was opened at `path`.
  ///
  /// @throws UnusableModelException when one is missing, damaged, or belongs to another model
  static SplitModel of(Path path, Part opened, Function<Path, Part> open) {
    int count = opened.metadata().requiredInt(COUNT, 2, MOST_PARTS);
    Name name = Name.of(path, opened, count);
    Map<String, GgufTensor> tensors = new LinkedHashMap<>();
    Part first = opened;
    for (int number = 0; number < count; number++) {
      Path place = name.part(path, number);
      Part part = number == name.number ? opened : openOther(place, path, open);
      check(part, opened, number);
      first = number == 0 ? part : first;
      for (GgufTensor tensor : part.tensors().values()) {
        if (tensors.put(tensor.name(), tensor) != null) {
          throw unusable(
              part, "tensor %s is in another part too".formatted(Cursor.quoted(tensor.name())));
        }
      }
    }
    checkTotal(first, tensors.size());
    return new SplitModel(first, Collections.unmodifiableMap(tensors));
  }

  private static Part openOther(Path place, Path path, Function<Path, Part> open) {
    if (!Files.exists(place)) {
      throw new UnusableModelException(
          "%s: this part of the split model is missing beside %s"
              .formatted(GgufFile.label(place), GgufFile.label(path)));
    }
    return open.apply(place);
  }

  private static void check(Part part, Part opened, int number) {
    Metadata metadata = part.metadata();
    int count = opened.metadata().requiredInt(COUNT, 2, MOST_PARTS);
    int ownCount = metadata.requiredInt(COUNT, 0, Integer.MAX_VALUE);
    if (ownCount != count) {
      throw metadata.unfit(
          COUNT, "is %d, but %s has %d".formatted(ownCount, opened.label(), count));
    }
    int ownNumber = metadata.requiredInt(NUMBER, 0, Integer.MAX_VALUE);
    if (ownNumber != number) {
      throw metadata.unfit(
          NUMBER, "is %d, but by its name it would be %d".formatted(ownNumber, number));
    }
    String architecture = "general.architecture";
    Optional<String> own = metadata.text(architecture);
    Optional<String> others = opened.metadata().text(architecture);
    if (own.isPresent() && others.isPresent() && !own.equals(others)) {
      throw unusable(part, "this is part of another model than " + opened.label());
    }
  }

  private static void checkTotal(Part first, int tensors) {
    int expected = first.metadata().requiredInt(TENSORS, 0, Integer.MAX_VALUE);
    if (tensors != expected) {
      throw first
          .metadata()
          .unfit(TENSORS, "is %d, but all parts together have %d".formatted(expected, tensors));
    }
  }

  private static UnusableModelException unusable(Part part, String reason) {
    return new UnusableModelException(part.label() + ": " + reason);
  }

  /// A file's name, taken apart.
  ///
  /// @param number from 0
  private record Name(String stem, int number, int count) {
    private static final Pattern PATTERN =
        Pattern.compile("(.*)-(\\d{5})-of-(\\d{5})\\.gguf", Pattern.CASE_INSENSITIVE);

    static Name of(Path path, Part opened, int count) {
      Matcher matcher = PATTERN.matcher(GgufFile.label(path));
      int number = opened.metadata().requiredInt(NUMBER, 0, count - 1);
      if (!matcher.matches() || Integer.parseInt(matcher.group(3)) != count) {
        throw unusable(
            opened,
            "this is part %d of %d of a split model, but it is not called ...-%05d-of-%05d.gguf, so the others cannot be found"
                .formatted(number + 1, count, number + 1, count));
      }
      return new Name(matcher.group(1), Integer.parseInt(matcher.group(2)) - 1, count);
    }

    Path part(Path beside, int index) {
      return beside.resolveSibling("%s-%05d-of-%05d.gguf".formatted(stem, index + 1, count));
    }
  }
}
