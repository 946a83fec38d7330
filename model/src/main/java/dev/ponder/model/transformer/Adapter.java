package dev.ponder.model.transformer;

import dev.ponder.compute.Matrix;
import dev.ponder.compute.Scales;
import dev.ponder.model.UnusableModelException;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.gguf.GgufTensor;
import dev.ponder.model.gguf.Metadata;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A low-rank adapter in a GGUF file as llama.cpp has them (`src/llama-adapter.cpp`): beside the
/// matrix `name` of the model it has the matrices `name.lora_a` and `name.lora_b`. Products count
/// `alpha / rank`, or 1 where the file names no alpha.
///
/// What nobody asks for is refused: without it the model would compute something else than the
/// adapter was learned for.
final class Adapter implements AutoCloseable {
  private static final String DOWN = ".lora_a";
  private static final String UP = ".lora_b";
  private static final String TYPE = "general.type";
  private static final String KIND = "adapter.type";
  private static final String ARCHITECTURE = "general.architecture";
  private static final String ACTIVATED = "adapter.alora.invocation_tokens";
  private static final int HIGHEST_RANK = 1 << 12;

  private final Optional<GgufFile> file;
  private final String label;
  private final Map<String, GgufTensor> tensors;
  private final float alpha;
  private final Set<String> read = new HashSet<>();

  private Adapter(Optional<GgufFile> file, String label, float alpha) {
    this.file = file;
    this.label = label;
    this.alpha = alpha;
    tensors = file.map(GgufFile::tensors).orElse(Map.of());
  }

  /// One that changes nothing.
  static Adapter none() {
    return new Adapter(Optional.empty(), "", 0);
  }

  /// The adapter in that file.
  ///
  /// @param architecture of the model
  /// @throws UnusableModelException when it is damaged, no such adapter, or for another
  ///   architecture
  /// @throws java.io.UncheckedIOException when it cannot be read
  static Adapter open(Path path, String architecture) {
    String label = Optional.ofNullable(path.getFileName()).orElse(path).toString();
    GgufFile file = GgufFile.open(path);
    try {
      Metadata metadata = file.metadata();
      require(metadata, TYPE, "adapter", "this is no adapter");
      require(metadata, KIND, "lora", "only low-rank adapters are supported");
      require(metadata, ARCHITECTURE, architecture, "the model is '" + architecture + "'");
      if (metadata.values().containsKey(ACTIVATED)) {
        throw metadata.unfit(ACTIVATED, "names tokens that switch it on, which is not supported");
      }
      if (file.tensors().isEmpty()) {
        throw new UnusableModelException(label + ": the adapter holds no tensors");
      }
      return new Adapter(
          Optional.of(file), label, (float) metadata.real("adapter.lora.alpha").orElse(0));
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private static void require(Metadata metadata, String key, String wanted, String otherwise) {
    String found = metadata.requiredText(key);
    if (!found.equals(wanted)) {
      throw metadata.unfit(key, "is " + Metadata.quoted(found) + ", but " + otherwise);
    }
  }

  /// Its tensors.
  Map<String, GgufTensor> tensors() {
    return tensors;
  }

  /// What it adds to the products of a matrix.
  ///
  /// @param name of the matrix, which is `[rows, columns]`
  /// @throws UnusableModelException when it holds one half only, of another shape, or what is no
  ///   number
  Optional<LowRank> beside(String name, int rows, int columns) {
    if (!tensors.containsKey(name + DOWN) && !tensors.containsKey(name + UP)) {
      return Optional.empty();
    }
    Matrix down = matrix(name + DOWN);
    Matrix up = matrix(name + UP);
    int rank = down.rows();
    if (rank > HIGHEST_RANK) {
      throw unusable(name + DOWN, "is of rank %d, more than %d".formatted(rank, HIGHEST_RANK));
    }
    requireShape(name + DOWN, down, rank, columns);
    requireShape(name + UP, up, rows, rank);
    float scale = alpha == 0 ? 1 : alpha / rank;
    return Optional.of(new LowRank(down, up, scale));
  }

  private void requireShape(String name, Matrix matrix, int rows, int columns) {
    if (matrix.rows() != rows || matrix.columns() != columns) {
      throw unusable(
          name,
          "is %d x %d, not %d x %d".formatted(matrix.rows(), matrix.columns(), rows, columns));
    }
  }

  private Matrix matrix(String name) {
    GgufTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw unusable(name, "is missing");
    }
    if (read.add(name) && !Scales.areFinite(tensor.format(), tensor.data())) {
      throw unusable(name, "holds a weight or scale that is not a finite number");
    }
    return tensor.matrix();
  }

  /// @throws UnusableModelException when it holds tensors that nobody asked for
  void refuseUnread() {
    tensors.keySet().stream()
        .filter(name -> !read.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw unusable(name, "adapts nothing of this model that can be adapted");
        });
  }

  private UnusableModelException unusable(String name, String reason) {
    return new UnusableModelException(
        "%s: tensor %s %s".formatted(label, Metadata.quoted(name), reason));
  }

  /// Unmaps the file; closing again does nothing.
  @Override
  public void close() {
    file.ifPresent(GgufFile::close);
  }
}
