package dev.ponder.api;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.objects.FileObject;
import dev.ponder.protocol.objects.NotFound;
import dev.ponder.protocol.objects.Purpose;
import dev.ponder.protocol.objects.UploadObject;
import dev.ponder.protocol.objects.UploadObject.Status;
import dev.ponder.state.Blob;
import dev.ponder.state.Kind;
import dev.ponder.state.State;
import dev.ponder.state.StoredObject;
import dev.ponder.state.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Files that come in parts. The parts become the file, in the order that the client names, when
/// they are all there; until then, and after an hour at the latest, they can be given up.
public final class UploadOperations {
  /// Most bytes of a part.
  public static final long MOST_PART_BYTES = 64L << 20;

  private static final Duration LIFE = Duration.ofHours(1);

  /// An upload that is over can be asked about for a while.
  private static final Duration MEMORY = Duration.ofDays(1);

  private final Foundation foundation;

  UploadOperations(Foundation foundation) {
    this.foundation = foundation;
  }

  /// Begins a file.
  public Json.Obj create(Caller caller, UploadObject.Creation creation) {
    Instant now = foundation.clock().instant();
    Json.Builder body =
        Json.object()
            .put("filename", creation.filename())
            .put("purpose", creation.purpose().label())
            .put("bytes", creation.bytes())
            .put("mime_type", creation.mimeType())
            .put("status", Status.PENDING.name())
            .put("received", 0);
    creation.expiresAfter().ifPresent(life -> body.put("life", life.toSeconds()));
    StoredObject stored =
        new StoredObject(
            Kind.UPLOAD,
            Ids.next("upload_"),
            caller.owner(),
            now,
            Optional.of(now.plus(MEMORY)),
            Map.of(),
            body.build());
    return Attempt.of(() ->
        state()
            .write(writer -> {
              writer.insert(stored);
              return described(stored).json();
            }));
  }

  /// A place for the contents of a part. What is stored there is gone at the next start unless
  /// [#add] makes it a part.
  ///
  /// @throws Problem.Exceptional when the upload takes none
  public Intake intake(Caller caller, String id) {
    StoredObject upload =
        Attempt.of(() -> state().read(reader -> reader.find(Kind.UPLOAD, caller.owner(), id)))
            .orElseThrow(() -> NotFound.upload(id).exception());
    requirePending(upload);
    return new Intake(Attempt.of(() -> state().blobs().sink(MOST_PART_BYTES)), MOST_PART_BYTES);
  }

  /// Makes a part of contents that were stored.
  ///
  /// @throws Problem.Exceptional when the upload takes none, or has far more than it needs
  public Json.Obj add(Caller caller, String id, Blob contents) {
    Instant now = foundation.clock().instant();
    String partId = Ids.next("part_");
    return Attempt.of(() ->
        state()
            .write(writer -> {
              StoredObject upload = pending(writer, caller, id);
              Json.Obj received = received(upload, contents);
              writer.update(Kind.UPLOAD, caller.owner(), id, known -> known.withBody(received));
              writer.insert(
                  new StoredObject(
                      Kind.UPLOAD_PART,
                      partId,
                      caller.owner(),
                      now,
                      Optional.of(expires(upload)),
                      Map.of("upload", id, StoredObject.BLOB, contents.id()),
                      Json.object().put("bytes", contents.bytes()).build()));
              return UploadObject.part(partId, id, now);
            }));
  }

  /// Gives up contents that will not become a part.
  public void discard(Blob contents) {
    Attempt.of(() -> {
      state().blobs().delete(contents.id());
      return true;
    });
  }

  /// A part may be sent again, but not endlessly.
  private static Json.Obj received(StoredObject upload, Blob contents) {
    long received = Stored.number(upload.body(), "received") + contents.bytes();
    long declared = Stored.number(upload.body(), "bytes");
    if (received > 2 * declared + MOST_PART_BYTES) {
      throw Problem.invalid(
              "data",
              "invalid_value",
              "The parts of this upload have %d bytes together, far more than the %d that it was"
                      .formatted(received, declared)
                  + " created for.")
          .exception();
    }
    return Stored.with(upload.body(), "received", Json.of(received));
  }

  /// Makes the file of its parts. Completing again what is complete gives the same.
  ///
  /// @throws Problem.Exceptional when parts are unknown, or do not make the file that was announced
  public Json.Obj complete(Caller caller, String id, UploadObject.Completion completion) {
    return Attempt.of(() -> new Assembly(foundation, caller).complete(id, completion));
  }

  /// Gives an upload up. Cancelling again what is cancelled gives the same.
  ///
  /// @throws Problem.Exceptional when it is complete or too old
  public Json.Obj cancel(Caller caller, String id) {
    return Attempt.of(() ->
        state()
            .write(writer -> {
              StoredObject upload =
                  writer
                      .find(Kind.UPLOAD, caller.owner(), id)
                      .orElseThrow(() -> NotFound.upload(id).exception());
              if (status(upload) == Status.CANCELLED) {
                return described(upload).json();
              }
              requirePending(upload);
              StoredObject cancelled = withStatus(upload, Status.CANCELLED);
              writer.put(cancelled);
              deleteParts(writer, caller.owner(), id);
              return described(cancelled).json();
            }));
  }

  /// The upload, which must take parts still.
  StoredObject pending(Writer writer, Caller caller, String id) {
    StoredObject upload =
        writer
            .find(Kind.UPLOAD, caller.owner(), id)
            .orElseThrow(() -> NotFound.upload(id).exception());
    requirePending(upload);
    return upload;
  }

  private void requirePending(StoredObject upload) {
    Status status = status(upload);
    if (status != Status.PENDING) {
      throw Problem.of(
              Problem.Kind.INVALID_REQUEST,
              "Upload '%s' is %s and takes no more changes.".formatted(upload.id(), status.label()))
          .exception();
    }
  }

  /// Where an upload stands by now.
  Status status(StoredObject upload) {
    Status status = Status.valueOf(Stored.text(upload.body(), "status"));
    boolean over = !foundation.clock().instant().isBefore(expires(upload));
    return status == Status.PENDING && over ? Status.EXPIRED : status;
  }

  static StoredObject withStatus(StoredObject upload, Status status) {
    return upload.withBody(Stored.with(upload.body(), "status", Json.of(status.name())));
  }

  static void deleteParts(Writer writer, String owner, String id) {
    while (true) {
      List<StoredObject> parts =
          writer
              .list(Kind.UPLOAD_PART, owner, Stored.firstPage(1_000).with(Map.of("upload", id)))
              .entries();
      if (parts.isEmpty()) {
        return;
      }
      parts.forEach(part -> writer.delete(Kind.UPLOAD_PART, owner, part.id()));
    }
  }

  private static Instant expires(StoredObject upload) {
    return upload.created().plus(LIFE);
  }

  /// A stored upload as clients see it.
  UploadObject described(StoredObject upload) {
    return described(upload, Optional.empty());
  }

  /// A stored upload, and what it became, as clients see it.
  UploadObject described(StoredObject upload, Optional<FileObject> file) {
    Json.Obj body = upload.body();
    return new UploadObject(
        upload.id(),
        Stored.number(body, "bytes"),
        upload.created(),
        expires(upload),
        Stored.text(body, "filename"),
        Stored.text(body, "purpose"),
        status(upload),
        file);
  }

  /// What an upload becomes.
  static FileOperations.Description description(StoredObject upload) {
    Json.Obj body = upload.body();
    Optional<Duration> life =
        body.member("life").map(_ -> Duration.ofSeconds(Stored.number(body, "life")));
    return new FileOperations.Description(
        Stored.text(body, "filename"), Purpose.named(Stored.text(body, "purpose")), life);
  }

  private State state() {
    return foundation.state();
  }
}
