package dev.ponder.serve;

import dev.ponder.api.Caller;
import dev.ponder.api.Content;
import dev.ponder.api.FileOperations;
import dev.ponder.api.Intake;
import dev.ponder.core.Cancelled;
import dev.ponder.protocol.objects.Expiry;
import dev.ponder.protocol.objects.PageRequest;
import dev.ponder.protocol.objects.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `/v1/files`.
final class FilesEndpoint implements Routes {
  private static final FormReader.Fields FIELDS =
      new FormReader.Fields(
          "file", Set.of("purpose", "expires_after[]"), FileOperations.MOST_BYTES);

  private final FileOperations files;
  private final RequestBody body;

  FilesEndpoint(FileOperations files, RequestBody body) {
    this.files = files;
    this.body = body;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.api("/v1/files", "upload a file; list them").get(this::list).post(this::create),
        Route.api("/v1/files/{id}", "one of them").get(this::retrieve).delete(this::delete),
        Route.api("/v1/files/{id}/content", "its bytes").get(this::content));
  }

  private void create(Exchange exchange) throws Cancelled {
    try (Intake intake = files.intake()) {
      Form form = FormReader.read(exchange, body, FIELDS, intake);
      exchange.answer(Answer.json(create(caller(exchange), form)));
    }
  }

  private String create(Caller caller, Form form) {
    try {
      FileOperations.Description description =
          new FileOperations.Description(
              form.filename(),
              Purpose.named(form.required("purpose")),
              Expiry.ofForm(form.members("expires_after")));
      return files.create(caller, description, form.contents()).text();
    } catch (RuntimeException e) {
      files.discard(form.contents());
      throw e;
    }
  }

  private void list(Exchange exchange) throws Cancelled {
    QueryParameters query = exchange.query();
    PageRequest page =
        PageRequest.decode(
            FileOperations.PAGE, query.first("limit"), query.first("order"), query.first("after"));
    exchange.answer(Answer.json(files.list(caller(exchange), page, query.first("purpose")).text()));
  }

  private void retrieve(Exchange exchange) throws Cancelled {
    exchange.answer(Answer.json(files.retrieve(caller(exchange), exchange.parameter("id")).text()));
  }

  private void delete(Exchange exchange) throws Cancelled {
    exchange.answer(Answer.json(files.delete(caller(exchange), exchange.parameter("id")).text()));
  }

  private void content(Exchange exchange) throws Cancelled {
    Content content = files.content(caller(exchange), exchange.parameter("id"));
    try (InputStream bytes = content.bytes()) {
      exchange.send(
          new Exchange.Download(
              "application/octet-stream",
              Map.of("Content-Disposition", "attachment", "X-Content-Type-Options", "nosniff"),
              content.file().bytes()),
          bytes);
    } catch (IOException e) {
      throw new IllegalStateException("the contents of a file cannot be read", e);
    }
  }

  private static Caller caller(Exchange exchange) {
    return exchange.visitor().caller();
  }
}
