package dev.ponder.app;

import dev.ponder.core.Json;
import dev.ponder.hub.Catalogue;
import dev.ponder.hub.CatalogueEntry;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `ponder catalogue`: the models with short names.
@Command(
    name = "catalogue",
    description = "List the models that can be pulled by name.",
    footer = {"", "Your own go into ~/.config/ponder/catalogue.ini, see docs/pull.md."})
final class CatalogueCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  CatalogueCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Catalogue catalogue = Catalogue.of(console.environment());
    if (json) {
      List<Json.Obj> models = catalogue.entries().stream().map(CatalogueCommand::json).toList();
      console.out().println(Json.object().put("models", Json.of(models)).build().text());
    } else {
      print(catalogue, console.out());
    }
    return 0;
  }

  /// As a table.
  static void print(Catalogue catalogue, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAME", "DOWNLOAD", "MEMORY", "LICENCE", "GOOD FOR"));
    for (CatalogueEntry entry : catalogue.entries()) {
      rows.add(
          List.of(
              entry.name(),
              entry.size().orElse("-"),
              entry.memory().orElse("-"),
              entry.licence().orElse("-"),
              entry.about().orElse(entry.source().text())));
    }
    new Table(rows).print(out);
  }

  private static Json.Obj json(CatalogueEntry entry) {
    Json.Builder out = Json.object().put("name", entry.name()).put("source", entry.source().text());
    entry.size().ifPresent(text -> out.put("size", text));
    entry.sha256().ifPresent(text -> out.put("sha256", text));
    entry.memory().ifPresent(text -> out.put("memory", text));
    entry.licence().ifPresent(text -> out.put("licence", text));
    entry.about().ifPresent(text -> out.put("about", text));
    return out.build();
  }
}
