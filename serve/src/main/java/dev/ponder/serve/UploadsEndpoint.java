package dev.ponder.serve;

import dev.ponder.api.Caller;
import dev.ponder.api.Intake;
import dev.ponder.api.UploadOperations;
import dev.ponder.core.Cancelled;
import dev.ponder.core.Json;
import dev.ponder.protocol.objects.Bodies;
import dev.ponder.protocol.objects.UploadObject;
import java.util.List;
import java.util.Set;

/// `/v1/uploads`.
final class UploadsEndpoint implements Routes {
  private static final FormReader.Fields FIELDS =
      new FormReader.Fields("data", Set.of(), UploadOperations.MOST_PART_BYTES);

  private final UploadOperations uploads;
  private final RequestBody body;

  UploadsEndpoint(UploadOperations uploads, RequestBody body) {
    this.uploads = uploads;
    this.body = body;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.api("/v1/uploads", "begin a file that comes in parts").post(this::create),
        Route.api("/v1/uploads/{id}/parts", "one of its parts").post(this::add),
        Route.api("/v1/uploads/{id}/complete", "make the file").post(this::complete),
        Route.api("/v1/uploads/{id}/cancel", "give it up").post(this::cancel));
  }

  private void create(Exchange exchange) throws Cancelled {
    Json json = Bodies.parse(body.read(exchange));
    UploadObject.Creation creation = UploadObject.decodeCreation(json);
    exchange.answer(Answer.json(uploads.create(caller(exchange), creation).text()));
  }

  private void add(Exchange exchange) throws Cancelled {
    String id = exchange.parameter("id");
    try (Intake intake = uploads.intake(caller(exchange), id)) {
      Form form = FormReader.read(exchange, body, FIELDS, intake);
      exchange.answer(Answer.json(add(caller(exchange), id, form)));
    }
  }

  private String add(Caller caller, String id, Form form) {
    try {
      return uploads.add(caller, id, form.contents()).text();
    } catch (RuntimeException e) {
      uploads.discard(form.contents());
      throw e;
    }
  }

  private void complete(Exchange exchange) throws Cancelled {
    Json json = Bodies.parse(body.read(exchange));
    UploadObject.Completion completion = UploadObject.decodeCompletion(json);
    String id = exchange.parameter("id");
    exchange.answer(Answer.json(uploads.complete(caller(exchange), id, completion).text()));
  }

  private void cancel(Exchange exchange) throws Cancelled {
    body.read(exchange);
    exchange.answer(Answer.json(uploads.cancel(caller(exchange), exchange.parameter("id")).text()));
  }

  private static Caller caller(Exchange exchange) {
    return exchange.visitor().caller();
  }
}
