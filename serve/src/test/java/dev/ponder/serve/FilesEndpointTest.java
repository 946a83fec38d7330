package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import dev.ponder.core.ScriptedResponder;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files over HTTP as no client library sends them.
final class FilesEndpointTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(ScriptedResponder.echo("tiny"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aFileComesBackAsItWas() {
    Json.Obj file = uploaded("file\"; filename=\"a.txt", "one\r\ntwo\r\n--\r\n");
    assertThat(Wire.text(file, "object")).isEqualTo("file");
    assertThat(Wire.text(file, "filename")).isEqualTo("a.txt");
    assertThat(Wire.text(file, "status")).isEqualTo("processed");
    assertThat(file.member("bytes")).contains(Json.of(14));
    assertThat(file.member("expires_at")).isEmpty();
    String path = "/v1/files/" + Wire.text(file, "id");
    assertThat(server.get(path).body()).isEqualTo(file.text());

    HttpResponse<String> content = server.get(path + "/content");
    assertThat(content.body()).isEqualTo("one\r\ntwo\r\n--\r\n");
    assertThat(content.headers().firstValue("content-type")).contains("application/octet-stream");
    HttpResponse<String> head = server.send("HEAD", path + "/content", "", Map.of());
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("content-length")).contains("14");

    assertThat(server.send("DELETE", path, "", Map.of()).body())
        .isEqualTo(
            "{\"id\":\"%s\",\"object\":\"file\",\"deleted\":true}"
                .formatted(Wire.text(file, "id")));
    HttpResponse<String> gone = server.get(path);
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(gone.body()).contains("No such File object: " + Wire.text(file, "id"));
    assertThat(server.send("DELETE", path, "", Map.of()).statusCode()).isEqualTo(404);
    assertThat(server.get(path + "/content").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "../../etc/passwd | passwd",
        "C:\\temp\\notes.txt | notes.txt",
        "we\\\"ird.txt | we\"ird.txt",
        "naïve–名.pdf | naïve–名.pdf",
        "a\"; filename*=UTF-8''bell%07null%00%E5%90%8D.txt; x=\" | bellnull名.txt",
        "'' | file",
        "/ | file",
      })
  void aFilenameIsItsLastSegmentWithoutControlCharacters(String sent, String kept) {
    Json.Obj file = uploaded("file\"; filename=\"" + sent, "x");
    assertThat(Wire.text(file, "filename")).isEqualTo(kept);
  }

  @Test
  void nestedFieldsSayHowLongItIsKept() {
    String form =
        field("purpose", "user_data")
            + field("expires_after[anchor]", "created_at")
            + field("expires_after[seconds]", "3600")
            + field("file\"; filename=\"a", "x")
            + "--b--\r\n";
    Json.Obj file = (Json.Obj) Json.parse(post(form).body());
    long created = (long) number(file, "created_at");
    assertThat(number(file, "expires_at")).isEqualTo(created + 3600);
    assertRefused(
        field("expires_after[seconds]", "3599") + field("expires_after[anchor]", "created_at"),
        "Invalid 'expires_after.seconds': integer below minimum value. Expected a value >= 3600,"
            + " but got 3599 instead.");
    assertRefused(
        field("expires_after[seconds]", "soon") + field("expires_after[anchor]", "created_at"),
        "Invalid type for 'expires_after.seconds': expected an integer, but got a string instead.");
    assertRefused(
        field("expires_after[seconds]", "3600"),
        "Missing required parameter: 'expires_after.anchor'.");
  }

  @Test
  void formsThatAreNoneAreRefused() {
    Wire.assertProblem(
        post(field("purpose", "batch") + "--b--\r\n"), 400, "Missing required parameter: 'file'.");
    Wire.assertProblem(
        post(field("file\"; filename=\"a", "x") + "--b--\r\n"),
        400,
        "Missing required parameter: 'purpose'.");
    Wire.assertProblem(
        post(field("purpose", "wings") + field("file\"; filename=\"a", "x") + "--b--\r\n"),
        400,
        "Invalid value: 'wings'. Supported values are: 'assistants', 'batch', 'fine-tune',"
            + " 'vision', 'user_data', and 'evals'.");
    Wire.assertProblem(
        post(field("file\"; filename=\"a", "x") + field("file\"; filename=\"b", "y") + "--b--\r\n"),
        400,
        "The form has the field 'file' twice.");
    Wire.assertProblem(
        post(field("purpose", "batch") + field("purpose", "batch") + "--b--\r\n"),
        400,
        "The form has the field 'purpose' twice.");
    Wire.assertProblem(post(field("wings", "2") + "--b--\r\n"), 400, "Unknown parameter: 'wings'.");
    Wire.assertProblem(
        post(field("purpose", "x".repeat(20_000)) + "--b--\r\n"),
        400,
        "A field of the form is longer than 16384 bytes.");
    Wire.assertProblem(
        post(field("file\"; filename=\"a", "cut o")),
        400,
        "The form is malformed",
        "The form ends");
    Wire.assertProblem(
        post("--b\r\nX: " + "y".repeat(10_000) + "\r\n\r\n--b--\r\n"),
        400,
        "The form is malformed");
    Wire.assertProblem(
        post("--b\r\nX: y\r\n\r\nz\r\n--b--\r\n"),
        400,
        "A part of the form does not say which field it is.");
    Wire.assertProblem(post("no form at all"), 400, "The form is malformed", "The form ends");
    Wire.assertProblem(post(""), 400, "The form is malformed", "The form ends");
    Wire.assertProblem(
        post((field("x", "") + "").repeat(100) + "--b--\r\n"), 400, "Unknown parameter: 'x'.");
  }

  @Test
  void onlyFormsAreTaken() {
    Wire.assertProblem(
        server.send("POST", "/v1/files", "{}", Map.of("Content-Type", "application/json")),
        400,
        "The request must be a form, with the content type multipart/form-data.");
    Wire.assertProblem(
        server.send("POST", "/v1/files", "--b--", Map.of("Content-Type", "multipart/form-data")),
        400,
        "The content type multipart/form-data names no usable boundary.");
    Wire.assertProblem(
        server.send(
            "POST",
            "/v1/files",
            "--b--",
            Map.of("Content-Type", "multipart/form-data; boundary=" + "b".repeat(300))),
        400,
        "The content type multipart/form-data names no usable boundary.");
    Wire.assertProblem(
        server.send(
            "POST",
            "/v1/files",
            "--b--",
            Map.of("Content-Type", "multipart/form-data; boundary=\"b")),
        400,
        "The content type multipart/form-data names no usable boundary.");
  }

  @Test
  void aPromiseOfTooMuchIsRefusedAtOnce() throws Exception {
    try (RawClient raw = server.raw()) {
      raw.send(
          "POST /v1/files HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data;"
              + " boundary=b\r\nContent-Length: 600000000\r\n\r\n");
      assertThat(raw.readAnswer()).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void listsArePagedAndFiltered() {
    String first = Wire.text(uploaded("file\"; filename=\"1", "x"), "id");
    String second = Wire.text(uploaded("file\"; filename=\"2", "x"), "id");
    Json.Obj page = page("?limit=1");
    assertThat(Wire.text(page, "first_id")).isEqualTo(second);
    assertThat(page.member("has_more")).contains(Json.of(true));
    assertThat(Wire.text(page("?limit=1&after=" + second), "first_id")).isEqualTo(first);
    assertThat(Wire.text(page("?order=asc&after=" + first + "&purpose=user_data"), "last_id"))
        .isEqualTo(second);
    assertThat(page("?purpose=vision").text())
        .isEqualTo(
            "{\"object\":\"list\",\"data\":[],\"first_id\":\"\",\"last_id\":\"\","
                + "\"has_more\":false}");
    Wire.assertProblem(
        server.get("/v1/files?after=file-nope"), 400, "Invalid 'after': no entry 'file-nope'.");
    Wire.assertProblem(
        server.get("/v1/files?limit=0"), 400, "Invalid 'limit': integer below minimum value.");
    Wire.assertProblem(server.get("/v1/files?order=up"), 400, "Invalid value: 'up'.");
  }

  private static Json.Obj page(String query) {
    return (Json.Obj) Json.parse(server.get("/v1/files" + query).body());
  }

  private static Json.Obj uploaded(String name, String content) {
    HttpResponse<String> answer =
        post(field("purpose", "user_data") + field(name, content) + "--b--\r\n");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return (Json.Obj) Json.parse(answer.body());
  }

  private static void assertRefused(String parts, String message) {
    String form =
        parts + field("purpose", "user_data") + field("file\"; filename=\"a", "x") + "--b--\r\n";
    Wire.assertProblem(post(form), 400, message);
  }

  private static String field(String name, String content) {
    return "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
        .formatted(name, content);
  }

  private static HttpResponse<String> post(String form) {
    return server.send(
        "POST", "/v1/files", form, Map.of("Content-Type", "multipart/form-data; boundary=b"));
  }

  private static double number(Json.Obj object, String name) {
    return ((Json.Num) object.member(name).orElseThrow()).doubleValue();
  }
}
