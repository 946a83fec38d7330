package dev.ponder.app;

import dev.ponder.core.ModelInfo;
import dev.ponder.engine.EngineOptions;
import dev.ponder.fleet.Names;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the server says of itself: what it is about to take before it loads anything, and how to
/// reach it once it listens.
record Greeting(ServedModels.Choice choice, Capacity capacity) {

  String beforeLoading() {
    String compute =
        "Compute  %d threads, %s kernels%n"
            .formatted(capacity.threads(), ChosenKernels.ofProcess().name());
    return choice.first().map(this::loading).orElse("") + compute;
  }

  private String loading(StackSource source) {
    MemoryUse memory = source.memory();
    EngineOptions engine = memory.options();
    return """
    Loading  %s
    Context  %,d tokens, %d answers side by side
    Memory   %s
    """
        .formatted(
            choice
                .remark()
                .map(remark -> "%s, %s; --model takes another".formatted(source.id(), remark))
                .orElse(source.file().getFileName().toString()),
            engine.contextLength(),
            engine.maxSequences(),
            memory.text());
  }

  /// @param models as the server lists them
  /// @param locked whether a key is needed
  String ready(List<ModelInfo> models, URI uri, boolean locked) {
    return """
    %s
    %sReady at %s

    %s
    """
        .formatted(served(models), aliasesOfNothing(models), uri, curl(uri, locked));
  }

  private String served(List<ModelInfo> models) {
    if (models.isEmpty()) {
      return "Models   none yet; what is put into the folder can be asked for at once";
    }
    ModelInfo first = models.getFirst();
    if (choice.single()) {
      return "Model    %s as %s"
          .formatted(
              first.version(),
              models.stream().map(ModelInfo::id).collect(Collectors.joining(" and ")));
    }
    return "Models   %s; each is loaded on first use, all together within %s"
        .formatted(
            models.stream().map(ModelInfo::id).collect(Collectors.joining(", ")),
            Sizes.text(choice.bytes()));
  }

  /// Files may come while the server runs, so such an alias is no mistake, but often a misspelling.
  private String aliasesOfNothing(List<ModelInfo> models) {
    Set<String> ids = models.stream().map(ModelInfo::id).collect(Collectors.toSet());
    return new TreeMap<>(choice.names().aliases())
        .entrySet().stream()
            .filter(alias -> !leads(alias, ids))
            .map(alias ->
                "Alias    %s waits for a model '%s', which is not there%n"
                    .formatted(alias.getKey(), alias.getValue()))
            .collect(Collectors.joining());
  }

  private static boolean leads(Map.Entry<String, String> alias, Set<String> ids) {
    boolean listed = Names.isPattern(alias.getKey()) || ids.contains(alias.getKey());
    return listed && ids.contains(alias.getValue());
  }

  /// A request that works when pasted; the key stays in the environment. At high effort, because a
  /// small model is right only when it thinks.
  private static String curl(URI uri, boolean locked) {
    return """
    curl %s/v1/chat/completions%s -H 'Content-Type: application/json' \
    -d '{"model":"o4-mini","reasoning_effort":"high",\
    "messages":[{"role":"user","content":"What is 12 + 30?"}]}'\
    """
        .formatted(uri, locked ? " -H \"Authorization: Bearer $PONDER_API_KEY\"" : "");
  }
}
