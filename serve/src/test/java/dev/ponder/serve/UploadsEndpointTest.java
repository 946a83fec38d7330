package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import dev.ponder.core.ScriptedResponder;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Uploads over HTTP as no client library sends them.
final class UploadsEndpointTest {
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
  void anUploadBecomesAFileInTheOrderOfItsParts() {
    Json.Obj upload = upload(6);
    String path = "/v1/uploads/" + Wire.text(upload, "id");
    String one = added(path, "abc");
    String two = added(path, "def");
    Wire.assertProblem(
        server.post(path + "/complete", "{\"part_ids\":[\"" + one + "\"]}"),
        400,
        "The parts have 3 bytes together, but the upload was created for 6.");
    Wire.assertProblem(
        server.post(path + "/complete", "{\"part_ids\":[\"part_x\"]}"),
        400,
        "Part 'part_x' does not belong to this upload.");
    String order = "{\"part_ids\":[\"%s\",\"%s\"]%s}".formatted(two, one, "%s");
    Wire.assertProblem(
        server.post(path + "/complete", order.formatted(",\"md5\":\"" + "0".repeat(32) + "\"")),
        400,
        "The parts together have the MD5 checksum 3d43648e11815c5ded9f8578896ba454");
    HttpResponse<String> done = server.post(path + "/complete", order.formatted(""));
    Json.Obj completed = (Json.Obj) Json.parse(done.body());
    assertThat(Wire.text(completed, "status")).isEqualTo("completed");
    Json.Obj file = (Json.Obj) completed.member("file").orElseThrow();
    assertThat(server.get("/v1/files/" + Wire.text(file, "id") + "/content").body())
        .isEqualTo("defabc");
    assertThat(server.post(path + "/complete", order.formatted("")).body()).isEqualTo(done.body());
    Wire.assertProblem(
        server.post(path + "/cancel", ""), 400, "is completed and takes no more changes.");
    Wire.assertProblem(postPart(path, "ghi"), 400, "is completed and takes no more changes.");
  }

  @Test
  void anUploadCanBeGivenUpTwice() {
    String path = "/v1/uploads/" + Wire.text(upload(3), "id");
    added(path, "abc");
    String cancelled = server.post(path + "/cancel", "").body();
    assertThat(cancelled).contains("\"status\":\"cancelled\"");
    assertThat(server.post(path + "/cancel", "").body()).isEqualTo(cancelled);
    Wire.assertProblem(postPart(path, "abc"), 400, "is cancelled and takes no more changes.");
    Wire.assertProblem(
        server.post("/v1/uploads/upload_nope/cancel", ""), 404, "No such Upload object");
    Wire.assertProblem(postPart("/v1/uploads/upload_nope", "x"), 404, "No such Upload object");
  }

  private static Json.Obj upload(int bytes) {
    String body =
        "{\"filename\":\"f.txt\",\"purpose\":\"user_data\",\"bytes\":%d,\"mime_type\":\"text/plain\"}"
            .formatted(bytes);
    return (Json.Obj) Json.parse(server.post("/v1/uploads", body).body());
  }

  private static String added(String path, String content) {
    return Wire.text((Json.Obj) Json.parse(postPart(path, content).body()), "id");
  }

  private static HttpResponse<String> postPart(String path, String content) {
    String form =
        "--b\r\nContent-Disposition: form-data; name=\"data\"; filename=\"blob\"\r\n\r\n%s\r\n--b--\r\n"
            .formatted(content);
    return server.send(
        "POST", path + "/parts", form, Map.of("Content-Type", "multipart/form-data; boundary=b"));
  }
}
