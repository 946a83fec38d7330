package dev.ponder.model.transformer;

import dev.ponder.model.gguf.Metadata;
import java.util.List;
import java.util.Optional;

/// A family of models: which blocks it is made of and how its file describes them.
interface Architecture {

  /// Those that can be run.
  List<Architecture> SUPPORTED =
      List.of(
          new Llama(),
          new Qwen2(),
          new Qwen3("qwen3"),
          new Qwen3("qwen3vl"),
          new Qwen3Moe("qwen3moe"),
          new Qwen3Moe("qwen3vlmoe"),
          new GptOss("gpt-oss"),
          new GptOss("gptoss"),
          new Gemma3(),
          new SmolLm3(),
          new Phi3());

  /// GGUF's name for it, the prefix of its metadata keys.
  String name();

  /// Reads a network of this family.
  ///
  /// @throws dev.ponder.model.UnusableModelException when the file does not hold one
  Network read(Source source);

  /// The architecture of that file.
  ///
  /// @throws dev.ponder.model.UnusableModelException when it is missing or not supported
  static Architecture of(Metadata metadata) {
    String type = "general.type";
    if (metadata.text(type).equals(Optional.of("adapter"))) {
      throw metadata.unfit(type, "is 'adapter': an adapter is loaded beside its model, not alone");
    }
    String key = "general.architecture";
    String name = metadata.requiredText(key);
    return SUPPORTED.stream()
        .filter(architecture -> architecture.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            metadata.unfit(
                key,
                "is '%s', which is not supported; supported are %s"
                    .formatted(
                        name,
                        String.join(", ", SUPPORTED.stream().map(Architecture::name).toList()))));
  }
}
