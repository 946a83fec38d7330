package dev.ponder.hub;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// `model.json`: what a folder of the store holds. It is written last, so its presence means that
/// the model is complete.
final class Manifest {
  private static final String FILE = "model.json";
  private static final long MOST_BYTES = 1 << 20;

  private Manifest() {}

  static boolean exists(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  static void write(StoredModel model) throws IOException {
    Disk.replace(model.folder().resolve(FILE), model.json().text() + "\n");
  }

  /// The model in that folder; empty when there is none, or none that can be understood.
  static Optional<StoredModel> read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
        return Optional.empty();
      }
      return Optional.of(model(folder, Json.parse(Files.readAllBytes(file))));
    } catch (IOException | JsonSyntaxException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static StoredModel model(Path folder, Json json) {
    if (!(json instanceof Json.Obj object)
        || !(object.member("files").orElse(json) instanceof Json.Arr(List<Json> files))
        || files.isEmpty()) {
      throw new IllegalArgumentException("no manifest");
    }
    return new StoredModel(
        folder,
        String.valueOf(folder.getFileName()),
        need(object, "source"),
        text(object, "commit"),
        text(object, "licence"),
        Instant.parse(need(object, "pulled")),
        files.stream().map(Manifest::file).toList());
  }

  private static StoredModel.StoredFile file(Json json) {
    if (!(json instanceof Json.Obj object)
        || !(object.member("bytes").orElse(json) instanceof Json.Num(String bytes))) {
      throw new IllegalArgumentException("no file");
    }
    String name = need(object, "name");
    if (!RemoteFile.safeName(name).equals(name)) {
      throw new IllegalArgumentException("a name that the store would not give");
    }
    return new StoredModel.StoredFile(name, Long.parseLong(bytes), need(object, "sha256"));
  }

  private static String need(Json.Obj object, String member) {
    return text(object, member).orElseThrow(() -> new IllegalArgumentException("no " + member));
  }

  private static Optional<String> text(Json.Obj object, String member) {
    return object
        .member(member)
        .flatMap(
            value -> value instanceof Json.Str(String text) ? Optional.of(text) : Optional.empty());
  }
}
