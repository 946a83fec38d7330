package dev.ponder.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The models on this machine. Each has a folder of its own, named as the model is:
///
/// ```
/// models/qwen3-4b/model.json                          what it is and where it came from
/// models/qwen3-4b/Qwen3-4B-Q4_K_M.gguf                 the file, or all parts of a split one
/// models/qwen3-4b/Qwen3-4B-Q4_K_M.gguf.partial         while it is pulled: what has come,
/// models/qwen3-4b/Qwen3-4B-Q4_K_M.gguf.partial.json    and what of it is valid
/// models/qwen3-4b/.lock                                held by the process that pulls
/// ```
///
/// @param root need not exist
public record ModelStore(Path root) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,119}");

  /// The user's store: `PONDER_MODELS`, or `ponder/models` in the folder for data.
  public static ModelStore of(Map<String, String> environment) {
    return new ModelStore(
        Optional.ofNullable(environment.get("PONDER_MODELS"))
            .filter(text -> !text.isBlank())
            .map(Path::of)
            .orElseGet(() -> Folders.data(environment).resolve("ponder").resolve("models")));
  }

  /// All complete models by name.
  public List<StoredModel> models() {
    return folders().stream().flatMap(folder -> Manifest.read(folder).stream()).toList();
  }

  /// Names of folders that hold no complete model: pulls that were interrupted, or damage.
  public List<String> incomplete() {
    return folders().stream()
        .filter(folder -> Manifest.read(folder).isEmpty())
        .map(folder -> String.valueOf(folder.getFileName()))
        .toList();
  }

  /// The model of that name, as `name` or `name:QUANTISATION`, or pulled by that reference.
  public Optional<StoredModel> find(Reference reference) {
    return switch (reference) {
      case Reference.Named named -> named(named);
      case Reference.InRepository inside -> inside(inside);
      case Reference.At at ->
          models().stream().filter(model -> model.source().equals(at.text())).findFirst();
    };
  }

  /// Deletes a model, or what an interrupted pull of it left, and tells how many bytes that frees.
  ///
  /// @throws HubException when there is none, or it is being pulled
  public long remove(String name) {
    String checked = checkedName(name.toLowerCase(Locale.ROOT).replace(':', '-'));
    Path folder = root.resolve(checked);
    if (!Files.isDirectory(folder)) {
      throw new HubException("there is no model '%s' in %s".formatted(checked, root));
    }
    try (StoreLock _ = lock(checked)) {
      long bytes = 0;
      // The manifest first: half a model must not look whole.
      Files.deleteIfExists(folder.resolve("model.json"));
      for (Path file : children(folder)) {
        bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
        if (!StoreLock.isLock(file)) {
          Files.delete(file);
        }
      }
      return bytes;
    } catch (IOException e) {
      throw new HubException("cannot remove %s: %s".formatted(folder, e), e);
    }
  }

  /// The right to change that model's folder, which is made if need be.
  StoreLock lock(String name) throws IOException {
    return StoreLock.take(Files.createDirectories(root.resolve(name)));
  }

  Path folder(String name) {
    return root.resolve(name);
  }

  /// @throws HubException when it cannot be the name of a folder of the store
  static String checkedName(String name) {
    if (!NAME.matcher(name).matches() || name.contains("..")) {
      throw new HubException(
          "'%s' cannot name a model: small letters, digits, dots and dashes can"
              .formatted(Printable.text(name)));
    }
    return name;
  }

  private Optional<StoredModel> named(Reference.Named named) {
    Optional<StoredModel> plain =
        NAME.matcher(named.name()).matches()
            ? Manifest.read(root.resolve(named.name()))
            : Optional.empty();
    if (named.quantisation().isEmpty()) {
      return plain;
    }
    String quantisation = named.quantisation().get();
    return Manifest.read(root.resolve(named.name() + "-" + quantisation.toLowerCase(Locale.ROOT)))
        .or(() ->
            plain.filter(
                model -> model.quantisation().filter(quantisation::equalsIgnoreCase).isPresent()));
  }

  private Optional<StoredModel> inside(Reference.InRepository asked) {
    String pick = asked.pick().orElse("").toUpperCase(Locale.ROOT);
    return models().stream()
        .filter(model ->
            Reference.stored(model.source())
                .filter(from -> from.repository().equals(asked.repository()))
                .filter(from -> from.revision().equals(asked.revision()))
                .isPresent())
        .filter(model ->
            pick.isEmpty()
                || model.source().toUpperCase(Locale.ROOT).endsWith(pick)
                || model.quantisation().filter(pick::equals).isPresent())
        .findFirst();
  }

  private List<Path> folders() {
    return children(root).stream()
        .filter(Files::isDirectory)
        .filter(folder -> NAME.matcher(String.valueOf(folder.getFileName())).matches())
        .sorted()
        .toList();
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return new ArrayList<>(children.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
