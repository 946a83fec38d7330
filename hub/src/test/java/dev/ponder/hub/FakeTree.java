package dev.ponder.hub;

import com.sun.net.httpserver.HttpExchange;
import dev.ponder.core.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The fake hub's lists of files, in pages.
record FakeTree(FakeHub hub) {
  void answer(HttpExchange exchange, String repository) throws IOException, InterruptedException {
    List<String> names =
        hub.files().keySet().stream().filter(name -> name.startsWith(repository + "/")).toList();
    if (names.isEmpty()) {
      // What the hub says to those whom it does not know.
      FaultAct.status(401, "X-Error-Code", "RepoNotFound").answer(hub, exchange);
      return;
    }
    String query = exchange.getRequestURI().getQuery();
    Matcher cursor = Pattern.compile("cursor=(\\d+)").matcher(query);
    int from = cursor.find() ? Integer.parseInt(cursor.group(1)) : 0;
    int to = Math.min(names.size(), from + hub.pageSize);
    if (to < names.size()) {
      exchange
          .getResponseHeaders()
          .add(
              "Link",
              "<%s%s?recursive=true&cursor=%d>; rel=\"next\""
                  .formatted(hub.endpoint().base(), exchange.getRequestURI().getPath(), to));
    }
    List<Json> entries = new ArrayList<>();
    entries.add(
        Json.object().put("type", "directory").put("path", "folder").put("size", 0).build());
    names.subList(from, to).forEach(name -> entries.add(entry(repository, name)));
    FakeHub.json(exchange, Json.of(entries).text());
  }

  private Json entry(String repository, String name) {
    byte[] body = hub.file(name);
    Json.Builder entry =
        Json.object()
            .put("type", "file")
            .put("oid", "0".repeat(40))
            .put("size", body.length)
            .put("path", name.substring(repository.length() + 1));
    if (hub.digests) {
      String sha256 = hub.listedDigests().getOrDefault(name, FakeHub.sha256(body));
      entry.put(
          "lfs",
          Json.object()
              .put("oid", sha256)
              .put("size", body.length)
              .put("pointerSize", 135)
              .build());
    }
    return entry.build();
  }
}
