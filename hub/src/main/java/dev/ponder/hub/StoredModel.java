package dev.ponder.hub;

import dev.ponder.core.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A model in the store, complete.
///
/// @param folder holds its files
/// @param source the reference that it was pulled by
/// @param commit of the repository, where the hub told it
/// @param files in the order of their parts
public record StoredModel(
    Path folder,
    String name,
    String source,
    Optional<String> commit,
    Optional<String> licence,
    Instant pulled,
    List<StoredFile> files) {

  /// One file of it.
  public record StoredFile(String name, long bytes, String sha256) {}

  public StoredModel {
    files = List.copyOf(files);
  }

  /// The file to open; the others of a split model lie beside it.
  public Path file() {
    return folder.resolve(files.getFirst().name());
  }

  /// Bytes of all files.
  public long bytes() {
    return files.stream().mapToLong(StoredFile::bytes).sum();
  }

  /// As the files' names tell it.
  public Optional<String> quantisation() {
    return Quantisation.of(files.getFirst().name());
  }

  /// As `model.json` has it.
  public Json.Obj json() {
    Json.Builder out = Json.object().put("name", name).put("source", source);
    commit.ifPresent(text -> out.put("commit", text));
    quantisation().ifPresent(text -> out.put("quantisation", text));
    licence.ifPresent(text -> out.put("licence", text));
    return out.put("pulled", pulled.toString())
        .put(
            "files",
            Json.of(
                files.stream()
                    .map(file ->
                        Json.object()
                            .put("name", file.name())
                            .put("bytes", file.bytes())
                            .put("sha256", file.sha256())
                            .build())
                    .toList()))
        .build();
  }
}
