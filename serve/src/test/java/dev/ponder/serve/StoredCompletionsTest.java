package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import dev.ponder.core.ScriptedResponder;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Completions that are asked to be kept, over the whole life of one.
final class StoredCompletionsTest {
  private static final String PATH = "/v1/chat/completions";
  private static final String OTHERS = "{\"metadata\":{\"topic\":\"other\"}}";
  private TestServer server;

  @BeforeEach
  void start() {
    server =
        TestServer.locked(
            ScriptedResponder.echo(TestServer.NATIVE.version()),
            "key-one-of-two",
            "key-two-of-two");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whatIsNotToBeStoredIsNot() {
    ask("");
    ask(",\"store\":false");

    assertThat(ids(get(PATH))).isEmpty();
  }

  @Test
  void aStoredCompletionIsTheAnswerAndWhatWasAsked() {
    Json.Obj answer = parsed(ask(",\"store\":true,\"seed\":7,\"metadata\":{\"topic\":\"echo\"}"));
    Json.Obj kept = parsed(get(PATH + "/" + text(answer, "id")));

    answer.members().forEach((name, value) -> assertThat(kept.member(name)).hasValue(value));
    assertThat(kept.member("seed")).hasValue(Json.of(7));
    assertThat(kept.member("temperature")).hasValue(Json.of(1));
    assertThat(kept.member("metadata")).hasValue(Json.object().put("topic", "echo").build());
  }

  @Test
  void streamsAreStoredBeforeTheirEnd() {
    HttpResponse<String> stream = ask(",\"store\":true,\"stream\":true");

    assertThat(stream.body()).endsWith("data: [DONE]\n\n");
    List<String> ids = ids(get(PATH));
    assertThat(ids).hasSize(1);
    assertThat(stream.body()).contains(ids.getFirst());
  }

  @Test
  void listsAreFilteredAndPaged() {
    String first = text(parsed(ask(",\"store\":true,\"metadata\":{\"topic\":\"a\"}")), "id");
    String second = text(parsed(ask(",\"store\":true,\"metadata\":{\"topic\":\"b\"}")), "id");

    assertThat(ids(get(PATH))).containsExactly(first, second);
    assertThat(ids(get(PATH + "?order=desc&limit=1"))).containsExactly(second);
    assertThat(ids(get(PATH + "?limit=1&after=" + first))).containsExactly(second);
    assertThat(ids(get(PATH + "?metadata%5Btopic%5D=b"))).containsExactly(second);
    assertThat(ids(get(PATH + "?model=tiny%2Freasoner%401"))).containsExactly(first, second);
    assertThat(ids(get(PATH + "?model=other"))).isEmpty();
    assertThat(get(PATH + "?after=chatcmpl-none").statusCode()).isEqualTo(400);
    assertThat(get(PATH + "?limit=0").statusCode()).isEqualTo(400);
  }

  @Test
  void metadataIsReplaced() {
    String id = text(parsed(ask(",\"store\":true,\"metadata\":{\"old\":\"1\"}")), "id");
    Json.Obj updated = parsed(send("POST", PATH + "/" + id, OTHERS, "key-one-of-two"));

    assertThat(updated.member("metadata")).hasValue(Json.object().put("topic", "other").build());
    assertThat(parsed(get(PATH + "/" + id))).isEqualTo(updated);
    assertThat(ids(get(PATH + "?metadata%5Btopic%5D=other"))).containsExactly(id);
    assertThat(ids(get(PATH + "?metadata%5Bold%5D=1"))).isEmpty();
    assertThat(send("POST", PATH + "/" + id, "{}", "key-one-of-two").statusCode()).isEqualTo(400);
  }

  @Test
  void messagesAreListed() {
    String id = text(parsed(ask(",\"store\":true")), "id");
    Json.Obj page = parsed(get(PATH + "/" + id + "/messages"));

    assertThat(page.member("data").orElseThrow().text())
        .isEqualTo(
            "[{\"id\":\""
                + id
                + "-0\",\"role\":\"user\",\"content\":\"Say it again, Sam\",\"content_parts\":null,"
                + "\"name\":null,\"refusal\":null}]");
    assertThat(page.member("has_more")).hasValue(Json.of(false));
  }

  @Test
  void deletedIsGone() {
    String id = text(parsed(ask(",\"store\":true")), "id");

    assertThat(send("DELETE", PATH + "/" + id, "", "key-one-of-two").body())
        .isEqualTo(
            "{\"object\":\"chat.completion.deleted\",\"id\":\"" + id + "\",\"deleted\":true}");
    assertThat(get(PATH + "/" + id).statusCode()).isEqualTo(404);
    assertThat(get(PATH + "/" + id + "/messages").statusCode()).isEqualTo(404);
    assertThat(send("DELETE", PATH + "/" + id, "", "key-one-of-two").statusCode()).isEqualTo(404);
  }

  @Test
  void nobodyElseFindsIt() {
    String id = text(parsed(ask(",\"store\":true")), "id");
    String other = "key-two-of-two";

    assertThat(send("GET", PATH + "/" + id, "", other).statusCode()).isEqualTo(404);
    assertThat(send("GET", PATH + "/" + id + "/messages", "", other).statusCode()).isEqualTo(404);
    assertThat(send("POST", PATH + "/" + id, OTHERS, other).statusCode()).isEqualTo(404);
    assertThat(send("DELETE", PATH + "/" + id, "", other).statusCode()).isEqualTo(404);
    assertThat(ids(send("GET", PATH, "", other))).isEmpty();
    assertThat(get(PATH + "/" + id).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> ask(String members) {
    return send("POST", PATH, TestServer.chat(members), "key-one-of-two");
  }

  private HttpResponse<String> get(String path) {
    return send("GET", path, "", "key-one-of-two");
  }

  private HttpResponse<String> send(String method, String path, String body, String key) {
    return server.send(method, path, body, Map.of("Authorization", "Bearer " + key));
  }

  private static Json.Obj parsed(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return (Json.Obj) Json.parse(answer.body());
  }

  private static List<String> ids(HttpResponse<String> answer) {
    if (parsed(answer).member("data").orElseThrow() instanceof Json.Arr(List<Json> entries)) {
      return entries.stream().map(entry -> text((Json.Obj) entry, "id")).toList();
    }
    throw new AssertionError(answer.body());
  }

  private static String text(Json.Obj object, String name) {
    return ((Json.Str) object.member(name).orElseThrow()).value();
  }
}
