package dev.ponder.app;

import dev.ponder.core.Json;
import dev.ponder.state.ApiKey;
import dev.ponder.state.State;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ponder keys list`: all keys, without their secrets.
@Command(name = "list", description = "List the keys, revoked ones too.")
final class KeysListCommand implements Callable<Integer> {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  private final Console console;

  @Mixin private StateLocationOption location = new StateLocationOption();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  KeysListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<ApiKey> keys;
    try (State state = State.beside(location.location(console))) {
      keys = state.keys().list();
    }
    if (json) {
      Json list = Json.of(keys.stream().map(KeysListCommand::json).toList());
      console.out().println(Json.object().put("keys", list).build().text());
    } else if (keys.isEmpty()) {
      console.err().println("No keys; 'ponder keys create' makes one.");
    } else {
      print(keys);
    }
    return 0;
  }

  private void print(List<ApiKey> keys) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("ID", "KEY", "NAME", "PROJECT", "RPM", "TPM", "CREATED", "LAST USED", "STATUS"));
    for (ApiKey key : keys) {
      rows.add(
          List.of(
              key.id(),
              key.hint(),
              text(Optional.of(key.granted().name()).filter(name -> !name.isEmpty())),
              key.project(),
              text(key.granted().requestsPerMinute()),
              text(key.granted().tokensPerMinute()),
              MINUTE.format(key.created()),
              text(key.lastUsed().map(MINUTE::format)),
              status(key)));
    }
    new Table(rows).print(console.out());
  }

  private static String text(Optional<?> value) {
    return value.map(Object::toString).orElse("-");
  }

  private static String status(ApiKey key) {
    if (key.revoked().isPresent()) {
      return "revoked";
    }
    return key.validAt(Instant.now()) ? "valid" : "expired";
  }

  private static Json.Obj json(ApiKey key) {
    Json.Builder out =
        Json.object()
            .put("id", key.id())
            .put("hint", key.hint())
            .put("name", key.granted().name())
            .put("project", key.project())
            .put("status", status(key))
            .put("created", key.created().toString());
    key.granted().requestsPerMinute().ifPresent(limit -> out.put("requests_per_minute", limit));
    key.granted().tokensPerMinute().ifPresent(limit -> out.put("tokens_per_minute", limit));
    key.granted().profile().ifPresent(profile -> out.put("profile", profile));
    key.granted().expires().ifPresent(time -> out.put("expires", time.toString()));
    key.revoked().ifPresent(time -> out.put("revoked", time.toString()));
    key.lastUsed().ifPresent(time -> out.put("last_used", time.toString()));
    return out.build();
  }
}
