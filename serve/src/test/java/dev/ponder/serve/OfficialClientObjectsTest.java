package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.MultipartField;
import com.openai.core.http.HttpResponse;
import com.openai.errors.NotFoundException;
import com.openai.models.batches.Batch;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileListPage;
import com.openai.models.files.FileListParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.uploads.Upload;
import com.openai.models.uploads.UploadCompleteParams;
import com.openai.models.uploads.UploadCreateParams;
import com.openai.models.uploads.parts.PartCreateParams;
import com.openai.models.uploads.parts.UploadPart;
import dev.ponder.core.ScriptedResponder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// OpenAI's own client uploads, has batches answered, embeds: every object that it reads here is
/// validated.
@Timeout(60)
final class OfficialClientObjectsTest {
  private static final String ALICE = "sk-official-client-objects-alice";
  private static final String BOB = "sk-official-client-objects-bob00";
  private static TestServer server;
  private static OpenAIClient alice;
  private static OpenAIClient bob;

  @BeforeAll
  static void start() {
    server = TestServer.locked(ScriptedResponder.echo("tiny@1"), ALICE, BOB);
    alice = client(ALICE);
    bob = client(BOB);
  }

  @AfterAll
  static void stop() {
    alice.close();
    bob.close();
    server.close();
  }

  @Test
  void filesComeBackAndBelongToTheirOwner() throws IOException {
    FileObject file = upload(FilePurpose.USER_DATA, "some words");
    assertThat(file.bytes()).isEqualTo(10);
    assertThat(file.filename()).isEqualTo("some.txt");
    assertThat(alice.files().retrieve(file.id()).validate()).isEqualTo(file);
    FileListPage page =
        alice.files().list(FileListParams.builder().purpose("user_data").limit(1).build());
    assertThat(page.items().getFirst().validate().id()).isEqualTo(file.id());
    assertThat(content(alice, file.id())).isEqualTo("some words");

    assertThatThrownBy(() -> bob.files().retrieve(file.id())).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> bob.files().content(file.id())).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> bob.files().delete(file.id())).isInstanceOf(NotFoundException.class);
    assertThat(bob.files().list().items()).isEmpty();

    assertThat(alice.files().delete(file.id()).validate().deleted()).isTrue();
    assertThatThrownBy(() -> alice.files().retrieve(file.id()))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void listsGoOnPageByPage() {
    List<String> uploaded = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      uploaded.add(upload(FilePurpose.FINE_TUNE, "file " + i).id());
    }
    FileListParams params =
        FileListParams.builder()
            .purpose("fine-tune")
            .order(FileListParams.Order.ASC)
            .limit(2)
            .build();
    List<String> listed = new ArrayList<>();
    alice.files().list(params).autoPager().forEach(file -> listed.add(file.id()));
    assertThat(listed).isEqualTo(uploaded);
  }

  @Test
  void uploadsBecomeFiles() throws IOException {
    Upload upload =
        alice
            .uploads()
            .create(
                UploadCreateParams.builder()
                    .bytes(7)
                    .filename("parts.txt")
                    .mimeType("text/plain")
                    .purpose(FilePurpose.USER_DATA)
                    .build())
            .validate();
    String first = part(upload.id(), "one");
    String second = part(upload.id(), "four");
    assertThatThrownBy(() -> bob.uploads().cancel(upload.id()))
        .isInstanceOf(NotFoundException.class);
    Upload completed =
        alice
            .uploads()
            .complete(
                UploadCompleteParams.builder()
                    .uploadId(upload.id())
                    .partIds(List.of(second, first))
                    .build())
            .validate();
    assertThat(completed.status()).isEqualTo(Upload.Status.COMPLETED);
    assertThat(content(alice, completed.file().orElseThrow().id())).isEqualTo("fourone");
  }

  @Test
  void batchesAreAnswered() throws Exception {
    String line =
        """
        {"custom_id":"%s","method":"POST","url":"/v1/chat/completions","body":{"model":\
        "tiny/reasoner@1","messages":[{"role":"user","content":"Say %s"}]}}
        """;
    FileObject input =
        upload(FilePurpose.BATCH, line.formatted("a", "one") + line.formatted("b", "two"));
    assertThat(input.expiresAt()).isPresent();
    Batch batch = order(input.id());
    assertThat(batch.status()).isEqualTo(Batch.Status.VALIDATING);
    batch = awaited(batch.id());
    assertThat(batch.status()).isEqualTo(Batch.Status.COMPLETED);
    assertThat(batch.requestCounts().orElseThrow().completed()).isEqualTo(2);
    assertThat(batch.usage().orElseThrow().outputTokens()).isPositive();
    assertThat(content(alice, batch.outputFileId().orElseThrow()))
        .contains("\"custom_id\":\"a\"", "\"custom_id\":\"b\"", "Say one", "Say two");
    assertThat(alice.batches().list().items().getFirst().validate().id()).isEqualTo(batch.id());
    String id = batch.id();
    assertThatThrownBy(() -> bob.batches().retrieve(id)).isInstanceOf(NotFoundException.class);
    assertThat(bob.batches().list().items()).isEmpty();
  }

  @Test
  void aBatchOfBadLinesFails() throws Exception {
    Batch batch = awaited(order(upload(FilePurpose.BATCH, "{}\nno json\n").id()).id());
    assertThat(batch.status()).isEqualTo(Batch.Status.FAILED);
    assertThat(batch.errors().orElseThrow().data().orElseThrow())
        .extracting(error -> error.line().orElseThrow())
        .containsExactly(1L, 2L);
  }

  @Test
  void vectorsAreTheSameInBothEncodings() {
    EmbeddingCreateParams.Builder params =
        EmbeddingCreateParams.builder()
            .model("tiny/reasoner@1")
            .inputOfArrayOfStrings(List.of("red fish", "blue fish"));
    CreateEmbeddingResponse numbers =
        alice
            .embeddings()
            .create(params.encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT).build())
            .validate();
    CreateEmbeddingResponse packed =
        alice
            .embeddings()
            .create(params.encodingFormat(EmbeddingCreateParams.EncodingFormat.BASE64).build())
            .validate();
    assertThat(numbers.data()).hasSize(2);
    assertThat(numbers.usage().totalTokens()).isEqualTo(4);
    for (int i = 0; i < 2; i++) {
      List<Float> vector = numbers.data().get(i).embedding();
      assertThat(vector).hasSize(16).isEqualTo(packed.data().get(i).embedding());
      double squares = vector.stream().mapToDouble(element -> element * element).sum();
      assertThat(squares).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void withoutAModelForItNothingIsJudged() {
    assertThatThrownBy(
            () -> alice.moderations().create(ModerationCreateParams.builder().input("x").build()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("--moderation-model");
  }

  private static Batch order(String file) {
    return alice
        .batches()
        .create(
            BatchCreateParams.builder()
                .inputFileId(file)
                .endpoint(BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS)
                .completionWindow(BatchCreateParams.CompletionWindow._24H)
                .build())
        .validate();
  }

  private static Batch awaited(String id) throws InterruptedException {
    while (true) {
      Batch batch = alice.batches().retrieve(id).validate();
      if (batch.outputFileId().isPresent() || batch.failedAt().isPresent()) {
        return batch;
      }
      Thread.sleep(5);
    }
  }

  private static String part(String upload, String text) {
    UploadPart part =
        alice
            .uploads()
            .parts()
            .create(
                PartCreateParams.builder()
                    .uploadId(upload)
                    .data(text.getBytes(StandardCharsets.UTF_8))
                    .build())
            .validate();
    return part.id();
  }

  private static FileObject upload(FilePurpose purpose, String text) {
    InputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return alice
        .files()
        .create(
            FileCreateParams.builder()
                .purpose(purpose)
                .file(
                    MultipartField.<InputStream>builder()
                        .value(bytes)
                        .filename("some.txt")
                        .contentType("text/plain")
                        .build())
                .build())
        .validate();
  }

  private static String content(OpenAIClient client, String id) throws IOException {
    try (HttpResponse response = client.files().content(id)) {
      return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static OpenAIClient client(String key) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(server.uri() + "/v1")
        .apiKey(key)
        .maxRetries(0)
        .build();
  }
}
