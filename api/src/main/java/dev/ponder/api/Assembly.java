package dev.ponder.api;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.objects.FileObject;
import dev.ponder.protocol.objects.NotFound;
import dev.ponder.protocol.objects.UploadObject;
import dev.ponder.protocol.objects.UploadObject.Status;
import dev.ponder.state.Blob;
import dev.ponder.state.BlobSink;
import dev.ponder.state.Kind;
import dev.ponder.state.Reader;
import dev.ponder.state.StoredObject;
import dev.ponder.state.Writer;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Makes one file of the parts of an upload: first its contents, outside of any transaction since
/// they are long, then everything that says so at once. Of two that do it at the same time the
/// later one finds it done.
final class Assembly {
  private final Foundation foundation;
  private final UploadOperations uploads;
  private final Caller caller;

  Assembly(Foundation foundation, Caller caller) {
    this.foundation = foundation;
    this.uploads = new UploadOperations(foundation);
    this.caller = caller;
  }

  /// What is to be put together.
  private record Plan(StoredObject upload, List<StoredObject> parts) {
    long bytes() {
      return parts.stream().mapToLong(part -> Stored.number(part.body(), "bytes")).sum();
    }
  }

  Json.Obj complete(String id, UploadObject.Completion completion) throws IOException {
    Optional<Json.Obj> done = foundation.state().read(reader -> completed(reader, id));
    if (done.isPresent()) {
      return done.get();
    }
    Plan plan =
        foundation
            .state()
            .write(writer -> {
              StoredObject upload = uploads.pending(writer, caller, id);
              return new Plan(upload, parts(writer, id, completion.partIds()));
            });
    long announced = Stored.number(plan.upload().body(), "bytes");
    if (plan.bytes() != announced) {
      throw refused(
          "part_ids",
          "The parts have %d bytes together, but the upload was created for %d."
              .formatted(plan.bytes(), announced));
    }
    Blob contents = joined(plan, completion.md5());
    try {
      return foundation.state().write(writer -> finish(writer, id, contents));
    } catch (RuntimeException e) {
      uploads.discard(contents);
      throw e;
    }
  }

  private Optional<Json.Obj> completed(Reader reader, String id) {
    StoredObject upload =
        reader
            .find(Kind.UPLOAD, caller.owner(), id)
            .orElseThrow(() -> NotFound.upload(id).exception());
    if (uploads.status(upload) != Status.COMPLETED) {
      return Optional.empty();
    }
    Optional<FileObject> file =
        reader
            .find(Kind.FILE, caller.owner(), Stored.text(upload.body(), "file"))
            .map(FileOperations::described);
    return Optional.of(uploads.described(upload, file).json());
  }

  private List<StoredObject> parts(Reader reader, String uploadId, List<String> ids) {
    List<StoredObject> parts = new ArrayList<>(ids.size());
    for (String id : ids) {
      parts.add(
          reader
              .find(Kind.UPLOAD_PART, caller.owner(), id)
              .filter(part -> uploadId.equals(part.attributes().get("upload")))
              .orElseThrow(() -> NotFound.part(id).exception()));
    }
    return parts;
  }

  private Blob joined(Plan plan, Optional<String> md5) throws IOException {
    MessageDigest digest = md5();
    try (BlobSink sink = foundation.state().blobs().sink(plan.bytes());
        DigestOutputStream out = new DigestOutputStream(sink, digest)) {
      for (StoredObject part : plan.parts()) {
        try (InputStream in = foundation.state().blobs().open(FileOperations.blob(part))) {
          in.transferTo(out);
        }
      }
      String actual = HexFormat.of().formatHex(digest.digest());
      if (md5.isPresent() && !md5.get().equalsIgnoreCase(actual)) {
        throw refused(
            "md5",
            "The parts together have the MD5 checksum %s, not %s.".formatted(actual, md5.get()));
      }
      return sink.finish();
    }
  }

  private Json.Obj finish(Writer writer, String id, Blob contents) {
    StoredObject upload = uploads.pending(writer, caller, id);
    Instant now = foundation.clock().instant();
    FileOperations.Description description = UploadOperations.description(upload);
    FileObject file =
        new FileObject(
            Ids.next("file-"),
            contents.bytes(),
            now,
            description.expires(now),
            description.filename(),
            description.purpose().label());
    FileOperations.insert(writer, caller.owner(), file, contents);
    StoredObject completed = UploadOperations.withStatus(upload, Status.COMPLETED);
    completed = completed.withBody(Stored.with(completed.body(), "file", Json.of(file.id())));
    writer.put(completed);
    UploadOperations.deleteParts(writer, caller.owner(), id);
    return uploads.described(completed, Optional.of(file)).json();
  }

  private static Problem.Exceptional refused(String param, String message) {
    return Problem.invalid(param, "invalid_value", message).exception();
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
