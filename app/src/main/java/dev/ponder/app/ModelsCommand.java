package dev.ponder.app;

import dev.ponder.core.Json;
import dev.ponder.hub.ModelStore;
import dev.ponder.hub.StoredModel;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `ponder models`: what the store holds.
@Command(
    name = "models",
    description = "List the models that are here.",
    footer = {"", "They are kept in PONDER_MODELS (default: ~/.local/share/ponder/models)."})
final class ModelsCommand implements Callable<Integer> {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  private final Console console;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  ModelsCommand(Console console) {
    this.console = console;
  }

  /// What is known of a model, and where its file is.
  static Json.Obj json(StoredModel model) {
    Json.Builder out = Json.object();
    model.json().members().forEach(out::put);
    return out.put("bytes", model.bytes()).put("file", model.file().toString()).build();
  }

  @Override
  public Integer call() {
    ModelStore store = ModelStore.of(console.environment());
    if (json) {
      console.out().println(json(store).text());
      return 0;
    }
    List<StoredModel> models = store.models();
    if (models.isEmpty()) {
      console.err().println("No models in " + store.root() + "; 'ponder pull qwen3-4b' gets one.");
    }
    if (!models.isEmpty() || BuiltInModel.exists()) {
      print(models);
    }
    for (String name : store.incomplete()) {
      console
          .err()
          .printf("%s is incomplete: pull it again to go on, or 'ponder remove %s'%n", name, name);
    }
    return 0;
  }

  private static Json.Obj json(ModelStore store) {
    Json.Builder out = Json.object();
    if (BuiltInModel.exists()) {
      out.put("built_in", BuiltInModel.NAME);
    }
    return out.put("folder", store.root().toString())
        .put("models", Json.of(store.models().stream().map(ModelsCommand::json).toList()))
        .put("incomplete", Json.of(store.incomplete().stream().map(Json::of).toList()))
        .build();
  }

  private void print(List<StoredModel> models) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAME", "SIZE", "WEIGHTS", "PULLED", "LICENCE", "FILE"));
    for (StoredModel model : models) {
      int parts = model.files().size();
      rows.add(
          List.of(
              model.name(),
              Sizes.text(model.bytes()),
              model.quantisation().orElse("-"),
              DAY.format(model.pulled()),
              model.licence().orElse("-"),
              model.files().getFirst().name()
                  + (parts > 1 ? " and %d more".formatted(parts - 1) : "")));
    }
    if (BuiltInModel.exists()) {
      rows.add(List.of(BuiltInModel.NAME, "-", "-", "built in", "Apache-2.0", "-"));
    }
    new Table(rows).print(console.out());
  }
}
