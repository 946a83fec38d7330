package dev.ponder.app;

import dev.ponder.core.Embedder;
import dev.ponder.core.Metric;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Responder;
import dev.ponder.core.ScriptedEmbedder;
import dev.ponder.fleet.ModelSource;
import dev.ponder.fleet.Resident;
import dev.ponder.script.Script;
import dev.ponder.script.ScriptException;
import dev.ponder.script.ScriptedModel;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A model that answers by a script (`docs/scripted.md`) instead of thinking: for tests of clients.
record ScriptedSource(ModelInfo info, Script script) implements ModelSource {
  private static final String SCHEME = "scripted:";
  private static final int EMBEDDING_WIDTH = 64;

  /// Whether that names a script.
  static boolean isMeant(String model) {
    return model.startsWith(SCHEME);
  }

  /// Reads the script.
  ///
  /// @param model as it was given, such as `scripted:loop.jsonl`
  /// @param name what to call it; empty for what the script or the file says
  /// @throws Mistake when it is none; the message names the line
  static ScriptedSource read(String model, Optional<String> name) throws IOException {
    Path file = Path.of(model.substring(SCHEME.length()));
    if (!Files.isRegularFile(file)) {
      throw new Mistake(file + ": no such file");
    }
    Script script = script(file);
    String stem = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    ModelInfo info =
        ModelInfo.of(
            ModelName.of(name.or(script::model).orElse(stem)),
            Optional.of(sha256(Files.readAllBytes(file))),
            Files.getLastModifiedTime(file).toInstant(),
            script.contextLength());
    return new ScriptedSource(info, script);
  }

  private static Script script(Path file) throws IOException {
    try {
      return Script.parse(Files.readString(file));
    } catch (ScriptException e) {
      throw new Mistake(file + ": " + e.getMessage());
    } catch (CharacterCodingException e) {
      throw new Mistake(file + ": is not UTF-8");
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public ModelInfo identified() {
    return info;
  }

  /// Next to nothing.
  @Override
  public long bytes() {
    return 1;
  }

  @Override
  public Resident load() {
    Responder responder = new ScriptedModel(script, info.version());
    Embedder embedder = new ScriptedEmbedder(info.version(), EMBEDDING_WIDTH);
    return new Loaded(responder, embedder);
  }

  private record Loaded(Responder responder, Embedder embedder) implements Resident {
    @Override
    public List<Metric> metrics() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
