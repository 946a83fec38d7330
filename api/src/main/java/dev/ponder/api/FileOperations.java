package dev.ponder.api;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.Profile;
import dev.ponder.protocol.objects.FileObject;
import dev.ponder.protocol.objects.NotFound;
import dev.ponder.protocol.objects.PageRequest;
import dev.ponder.protocol.objects.Purpose;
import dev.ponder.state.Blob;
import dev.ponder.state.Kind;
import dev.ponder.state.Page;
import dev.ponder.state.Query;
import dev.ponder.state.State;
import dev.ponder.state.StoredObject;
import dev.ponder.state.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Files: what clients upload, and what the server makes for them. Their contents never change.
public final class FileOperations {
  /// Most bytes of a file that comes in one piece.
  public static final long MOST_BYTES = 512L << 20;

  /// How many a page of a list has.
  public static final PageRequest.Limits PAGE = new PageRequest.Limits(10_000, 10_000);

  private static final Duration BATCH_LIFE = Duration.ofDays(30);
  private static final Set<String> UPLOADED_ONLY =
      Set.of(
          Purpose.ASSISTANTS.label(),
          Purpose.VISION.label(),
          Purpose.USER_DATA.label(),
          Purpose.EVALS.label());

  private final Foundation foundation;

  FileOperations(Foundation foundation) {
    this.foundation = foundation;
  }

  /// What a client says of a file that it uploads.
  ///
  /// @param life how long it is kept; empty for ever, but 30 days for the input of a batch
  public record Description(String filename, Purpose purpose, Optional<Duration> life) {
    Optional<Instant> expires(Instant created) {
      return life.or(() -> purpose == Purpose.BATCH ? Optional.of(BATCH_LIFE) : Optional.empty())
          .map(created::plus);
    }
  }

  /// A place for the contents of a new file. What is stored there is gone at the next start unless
  /// [#create] makes it a file.
  public Intake intake() {
    return new Intake(Attempt.of(() -> state().blobs().sink(MOST_BYTES)), MOST_BYTES);
  }

  /// Gives up contents that will not become a file.
  public void discard(Blob contents) {
    Attempt.of(() -> {
      state().blobs().delete(contents.id());
      return true;
    });
  }

  /// Makes a file of contents that were stored.
  public Json.Obj create(Caller caller, Description description, Blob contents) {
    Instant now = foundation.clock().instant();
    FileObject file =
        new FileObject(
            Ids.next("file-"),
            contents.bytes(),
            now,
            description.expires(now),
            description.filename(),
            description.purpose().label());
    return Attempt.of(() ->
        state()
            .write(writer -> {
              insert(writer, caller.owner(), file, contents);
              return file.json();
            }));
  }

  /// Stores a file whose contents are there, as part of a transaction.
  static void insert(Writer writer, String owner, FileObject file, Blob contents) {
    Json.Obj body =
        Json.object()
            .put("filename", file.filename())
            .put("bytes", contents.bytes())
            .put("sha256", contents.sha256())
            .build();
    writer.insert(
        new StoredObject(
            Kind.FILE,
            file.id(),
            owner,
            file.created(),
            file.expires(),
            Map.of("purpose", file.purpose(), StoredObject.BLOB, contents.id()),
            body));
  }

  /// A page of the caller's files.
  ///
  /// @param purpose of the files to list; empty for all
  /// @throws Problem.Exceptional when the page starts at a file that there is not
  public Json.Obj list(Caller caller, PageRequest page, Optional<String> purpose) {
    Query query = Stored.query(page);
    Query wanted = purpose.map(label -> query.with(Map.of("purpose", label))).orElse(query);
    Page<StoredObject> found =
        Attempt.of(() -> state().read(reader -> reader.list(Kind.FILE, caller.owner(), wanted)));
    List<Json.Obj> entries =
        found.entries().stream().map(stored -> described(stored).json()).toList();
    return PageRequest.page(entries, found.more());
  }

  /// One file.
  ///
  /// @throws Problem.Exceptional when there is none of that id
  public Json.Obj retrieve(Caller caller, String id) {
    return described(stored(caller.owner(), id)).json();
  }

  /// Deletes a file for good.
  ///
  /// @throws Problem.Exceptional when there is none of that id
  public Json.Obj delete(Caller caller, String id) {
    boolean deleted =
        Attempt.of(() -> state().write(writer -> writer.delete(Kind.FILE, caller.owner(), id)));
    if (!deleted) {
      throw NotFound.file(id).exception();
    }
    return FileObject.deleted(id);
  }

  /// A file's bytes.
  ///
  /// @throws Problem.Exceptional when there is none of that id, or it must not be read under the
  ///   caller's profile
  public Content content(Caller caller, String id) {
    StoredObject stored = stored(caller.owner(), id);
    FileObject file = described(stored);
    if (caller.profile() == Profile.O4_MINI && UPLOADED_ONLY.contains(file.purpose())) {
      throw Problem.of(
              Problem.Kind.INVALID_REQUEST,
              "Not allowed to download files of purpose: " + file.purpose())
          .exception();
    }
    return new Content(file, Attempt.of(() -> state().blobs().open(blob(stored))));
  }

  /// The id of a stored file's contents.
  static String blob(StoredObject file) {
    return Optional.ofNullable(file.attributes().get(StoredObject.BLOB)).orElseThrow();
  }

  /// What is stored of a file.
  ///
  /// @throws Problem.Exceptional when there is none of that id
  StoredObject stored(String owner, String id) {
    return Attempt.of(() -> state().read(reader -> reader.find(Kind.FILE, owner, id)))
        .orElseThrow(() -> NotFound.file(id).exception());
  }

  /// A stored file as clients see it.
  static FileObject described(StoredObject stored) {
    return new FileObject(
        stored.id(),
        Stored.number(stored.body(), "bytes"),
        stored.created(),
        stored.expires(),
        Stored.text(stored.body(), "filename"),
        Optional.ofNullable(stored.attributes().get("purpose")).orElseThrow());
  }

  private State state() {
    return foundation.state();
  }
}
