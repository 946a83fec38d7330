package dev.ponder.api;

import dev.ponder.core.Json;
import dev.ponder.protocol.Profile;
import dev.ponder.protocol.objects.BatchObject;
import dev.ponder.protocol.objects.BatchResult;
import dev.ponder.protocol.objects.BatchStatus;
import dev.ponder.protocol.objects.BatchUsage;
import dev.ponder.protocol.objects.FileObject;
import dev.ponder.state.Blob;
import dev.ponder.state.BlobSink;
import dev.ponder.state.Kind;
import dev.ponder.state.Page;
import dev.ponder.state.Place;
import dev.ponder.state.Query;
import dev.ponder.state.State;
import dev.ponder.state.StateException;
import dev.ponder.state.StoredItem;
import dev.ponder.state.StoredObject;
import dev.ponder.state.Writer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// One batch in the state.
///
/// What becomes of a line is an item of the batch, named after the line, stored in one transaction
/// with the counts that it changes. So however often the server is killed, a line has one result or
/// none, and what has none is done again. When all have one they become files, and the items go.
record BatchRecords(State state, String owner, String id) {
  /// The attribute of batches of which something is to be done still.
  static final Map<String, String> OPEN = Map.of("open", "yes");

  private static final String RESULTS = "results";
  private static final String PROFILE = "profile";
  private static final String ENDED = "ended";
  private static final int ITEMS_AT_ONCE = 100;

  /// What is stored of a new batch.
  static StoredObject fresh(Caller caller, BatchObject batch) {
    Map<String, String> attributes = new LinkedHashMap<>(OPEN);
    attributes.put(PROFILE, caller.profile().label());
    return new StoredObject(
        Kind.BATCH,
        batch.id(),
        caller.owner(),
        batch.created(),
        Optional.empty(),
        attributes,
        batch.stored());
  }

  StoredObject stored() {
    return state
        .read(reader -> reader.find(Kind.BATCH, owner, id))
        .orElseThrow(() -> new IllegalStateException("batch " + id + " is gone"));
  }

  BatchObject batch() {
    return BatchObject.read(stored().body());
  }

  /// Whoever ordered it.
  Caller caller() {
    Profile profile =
        Optional.ofNullable(stored().attributes().get(PROFILE))
            .flatMap(Profile::named)
            .orElse(Profile.LENIENT);
    return new Caller(owner, profile);
  }

  /// Changes the batch and returns it as it is then.
  BatchObject change(UnaryOperator<BatchObject> change) {
    return state.write(writer -> change(writer, change));
  }

  BatchObject change(Writer writer, UnaryOperator<BatchObject> change) {
    return writer
        .update(Kind.BATCH, owner, id, stored -> changed(stored, change))
        .map(stored -> BatchObject.read(stored.body()))
        .orElseThrow(() -> new IllegalStateException("batch " + id + " is gone"));
  }

  private static StoredObject changed(StoredObject stored, UnaryOperator<BatchObject> change) {
    BatchObject batch = change.apply(BatchObject.read(stored.body()));
    Map<String, String> attributes = new LinkedHashMap<>(stored.attributes());
    attributes.put("open", batch.status().isFinal() ? "no" : "yes");
    return stored.withBody(batch.stored()).withAttributes(attributes);
  }

  /// Remembers that its time was over before all lines were answered.
  void expire() {
    state.write(writer ->
        writer.update(
            Kind.BATCH,
            owner,
            id,
            stored -> {
              Map<String, String> attributes = new LinkedHashMap<>(stored.attributes());
              attributes.put(ENDED, "expired");
              return stored.withAttributes(attributes);
            }));
  }

  /// Whether [#expire] was called.
  boolean expired() {
    return "expired".equals(stored().attributes().get(ENDED));
  }

  // Results

  /// The lines that have a result.
  Set<Integer> done() {
    Set<Integer> done = new HashSet<>();
    forEachItem(item -> done.add(Integer.parseInt(item.id().substring("line-".length()))));
    return done;
  }

  /// Stores what became of a line, unless that is known already.
  void add(int line, BatchResult result, BatchUsage usage) {
    Json.Obj body =
        Json.object().put("succeeded", result.succeeded()).put("text", result.text()).build();
    StoredItem item = new StoredItem("line-" + line, body);
    BatchObject.Counts counted =
        result.succeeded() ? new BatchObject.Counts(0, 1, 0) : new BatchObject.Counts(0, 0, 1);
    try {
      state.write(writer -> {
        writer.append(results(), owner, List.of(item));
        return change(writer, batch -> batch.plus(counted, usage));
      });
    } catch (StateException e) {
      if (e.reason() != StateException.Reason.PRESENT) {
        throw e;
      }
    }
  }

  private Place results() {
    return new Place(Kind.BATCH, id, RESULTS);
  }

  private void forEachItem(Consumer<StoredItem> taker) {
    Query query = Stored.firstPage(ITEMS_AT_ONCE);
    while (true) {
      Query next = query;
      Page<StoredItem> page = state.read(reader -> reader.items(results(), owner, next));
      page.entries().forEach(taker);
      if (!page.more()) {
        return;
      }
      query = query.after(page.entries().getLast().id());
    }
  }

  // Files

  /// Makes files of the results, and with them brings the batch to its last status.
  BatchObject finish(BatchStatus last, Instant now) throws IOException {
    try (BlobSink answers = state.blobs().sink(Long.MAX_VALUE);
        BlobSink errors = state.blobs().sink(Long.MAX_VALUE)) {
      BatchObject batch = batch();
      forEachItem(item -> write(item, answers, errors));
      Optional<Blob> output = kept(answers, batch.counts().completed());
      Optional<Blob> failures = kept(errors, batch.counts().failed());
      return state.write(writer -> {
        Optional<String> outputId = output.map(blob -> insert(writer, batch, blob, "output", now));
        Optional<String> errorId = failures.map(blob -> insert(writer, batch, blob, "error", now));
        writer.replaceItems(results(), owner, List.of());
        return change(writer, current -> current.withFiles(outputId, errorId).become(last, now));
      });
    }
  }

  private static Optional<Blob> kept(BlobSink sink, long lines) throws IOException {
    return lines == 0 ? Optional.empty() : Optional.of(sink.finish());
  }

  private static void write(StoredItem item, OutputStream answers, OutputStream errors) {
    boolean succeeded = item.body().member("succeeded").orElseThrow().equals(Json.of(true));
    byte[] line = (Stored.text(item.body(), "text") + "\n").getBytes(StandardCharsets.UTF_8);
    Attempt.of(() -> {
      (succeeded ? answers : errors).write(line);
      return true;
    });
  }

  private String insert(Writer writer, BatchObject batch, Blob blob, String part, Instant now) {
    FileObject file =
        new FileObject(
            Ids.next("file-"),
            blob.bytes(),
            now,
            batch.order().outputLife().map(now::plus),
            "%s_%s.jsonl".formatted(id, part),
            "batch_output");
    FileOperations.insert(writer, owner, file, blob);
    return file.id();
  }
}
