package dev.ponder.api;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Defaults;
import dev.ponder.core.HostedModel;
import dev.ponder.core.Json;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Sampling;
import dev.ponder.protocol.ChatCompletions;
import dev.ponder.protocol.ChatRequest;
import dev.ponder.protocol.DecodeOptions;
import dev.ponder.protocol.Models;
import dev.ponder.protocol.Origin;
import dev.ponder.protocol.StoredCompletions;
import dev.ponder.protocol.WireEncoder;
import dev.ponder.protocol.objects.PageRequest;
import dev.ponder.state.Kind;
import dev.ponder.state.Page;
import dev.ponder.state.Place;
import dev.ponder.state.StoredItem;
import dev.ponder.state.StoredObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Chat completions: how they are made, and those that are kept.
public final class CompletionOperations {
  /// How many a page of a list has.
  public static final PageRequest.Limits PAGE = new PageRequest.Limits(20, 100);

  private static final String METADATA = "metadata.";

  /// By which model a completion can be found: the name it was asked for by, and the version that
  /// answered.
  private static final String ASKED = "asked";

  private static final String MODEL = "model";

  private final Foundation foundation;

  CompletionOperations(Foundation foundation) {
    this.foundation = foundation;
  }

  /// Reads a request, UTF-8 JSON.
  ///
  /// @throws Problem.Exceptional when it cannot be honoured
  public ChatRequest decode(Caller caller, byte[] body) {
    return ChatCompletions.decode(body, new DecodeOptions(this::usual, caller.profile()));
  }

  /// Reads a request.
  ///
  /// @throws Problem.Exceptional when it cannot be honoured
  ChatRequest decode(Caller caller, Json body) {
    return ChatCompletions.decode(body, new DecodeOptions(this::usual, caller.profile()));
  }

  private Defaults usual(String model) {
    return foundation.catalog().find(model).map(ModelInfo::defaults).orElse(Defaults.API);
  }

  /// What is asked of the model for each choice. With a seed the choices get seeds in a row: all
  /// differ, all can be had again.
  public static List<ResponseRequest> requests(ChatRequest chat) {
    return IntStream.range(0, chat.choices()).mapToObj(i -> request(chat.request(), i)).toList();
  }

  private static ResponseRequest request(ResponseRequest request, int choice) {
    Sampling sampling = request.sampling();
    return sampling.seed().isEmpty()
        ? request
        : request.withSampling(sampling.withSeed(sampling.seed().getAsLong() + choice));
  }

  /// An encoder for one answer to that request, which keeps the answer if the request says so.
  ///
  /// @throws Problem.Exceptional when there is no such model
  public WireEncoder encoder(Caller caller, ChatRequest chat) {
    String name = chat.request().model();
    ModelInfo model =
        foundation.catalog().find(name).orElseThrow(() -> Models.unknown(name).exception());
    Instant now = foundation.clock().instant();
    Origin origin = new Origin(Ids.next("chatcmpl-"), now.getEpochSecond());
    WireEncoder shown = ChatCompletions.encoder(chat, model, origin);
    if (chat.notes().stored().isEmpty() || foundation.keeping() instanceof Keeping.Nothing) {
      return shown;
    }
    return new KeepingEncoder(
        shown,
        ChatCompletions.wholeEncoder(chat, model, origin),
        body -> keep(caller, chat, now, (Json.Obj) Json.parse(body)));
  }

  /// Makes a whole answer, one choice after the other: for callers without a connection.
  ///
  /// @throws Problem.Exceptional when that fails
  public Json.Obj create(Caller caller, ChatRequest asked) throws Cancelled {
    ChatRequest chat = asked.whole();
    WireEncoder encoder = encoder(caller, chat);
    List<ResponseRequest> requests = requests(chat);
    for (int i = 0; i < requests.size(); i++) {
      int choice = i;
      ResponseRequest request = requests.get(i).withOwner(caller.owner());
      foundation.responder().respond(request, event -> encoder.encode(choice, event));
    }
    return (Json.Obj) Json.parse(encoder.end().getFirst());
  }

  private void keep(Caller caller, ChatRequest chat, Instant now, Json.Obj completion) {
    Json.Obj kept = StoredCompletions.kept(chat, completion);
    String id = Stored.text(kept, "id");
    Map<String, String> attributes = attributes(chat.notes().metadata());
    attributes.put(ASKED, asked(chat.request().model()));
    attributes.put(MODEL, Stored.text(kept, "model"));
    StoredObject object =
        new StoredObject(
            Kind.CHAT_COMPLETION,
            id,
            caller.owner(),
            now,
            foundation.keeping().expiry(now),
            attributes,
            kept);
    List<StoredItem> messages =
        StoredCompletions.messages(chat, id).stream()
            .map(message -> new StoredItem(Stored.text(message, "id"), message))
            .toList();
    Attempt.of(() ->
        foundation
            .state()
            .write(writer -> {
              writer.insert(object);
              writer.append(messagesOf(id), caller.owner(), messages);
              return id;
            }));
  }

  /// The names of the hosted model stand for one.
  private static String asked(String name) {
    return HostedModel.NAMES.contains(name) ? HostedModel.NAME : name;
  }

  private static Map<String, String> attributes(Json.Obj metadata) {
    Map<String, String> attributes = new LinkedHashMap<>();
    metadata
        .members()
        .forEach((name, value) -> {
          if (value instanceof Json.Str(String text)) {
            attributes.put(METADATA + name, text);
          }
        });
    return attributes;
  }

  /// A page of the caller's completions.
  ///
  /// @param model the name of the model, or the exact version that answered; empty for all
  /// @param metadata what the completions must have
  /// @throws Problem.Exceptional when the page starts at a completion that there is not
  public Json.Obj list(
      Caller caller, PageRequest page, Optional<String> model, Map<String, String> metadata) {
    Map<String, String> wanted = new LinkedHashMap<>();
    metadata.forEach((name, value) -> wanted.put(METADATA + name, value));
    model.ifPresent(name -> wanted.put(isName(name) ? ASKED : MODEL, asked(name)));
    Page<StoredObject> found =
        Attempt.of(() ->
            foundation
                .state()
                .read(reader ->
                    reader.list(
                        Kind.CHAT_COMPLETION, caller.owner(), Stored.query(page).with(wanted))));
    return PageRequest.page(
        found.entries().stream().map(StoredObject::body).toList(), found.more());
  }

  private boolean isName(String model) {
    return foundation.catalog().models().stream().anyMatch(info -> info.id().equals(model));
  }

  /// One completion.
  ///
  /// @throws Problem.Exceptional when none of that id is kept
  public Json.Obj retrieve(Caller caller, String id) {
    return Attempt.of(() ->
            foundation
                .state()
                .read(reader -> reader.find(Kind.CHAT_COMPLETION, caller.owner(), id)))
        .orElseThrow(() -> StoredCompletions.unknown(id).exception())
        .body();
  }

  /// Replaces the metadata of a completion.
  ///
  /// @throws Problem.Exceptional when none of that id is kept, or the body says something else
  public Json.Obj update(Caller caller, String id, Json body) {
    Json.Obj metadata = StoredCompletions.decodeUpdate(body);
    return Attempt.of(() ->
            foundation
                .state()
                .write(writer ->
                    writer.update(
                        Kind.CHAT_COMPLETION,
                        caller.owner(),
                        id,
                        object -> withMetadata(object, metadata))))
        .orElseThrow(() -> StoredCompletions.unknown(id).exception())
        .body();
  }

  private static StoredObject withMetadata(StoredObject object, Json.Obj metadata) {
    Map<String, String> attributes = attributes(metadata);
    object
        .attributes()
        .forEach((name, value) -> {
          if (!name.startsWith(METADATA)) {
            attributes.put(name, value);
          }
        });
    return object
        .withAttributes(attributes)
        .withBody(StoredCompletions.withMetadata(object.body(), metadata));
  }

  /// Deletes a completion for good.
  ///
  /// @throws Problem.Exceptional when none of that id is kept
  public Json.Obj delete(Caller caller, String id) {
    boolean deleted =
        Attempt.of(() ->
            foundation
                .state()
                .write(writer -> writer.delete(Kind.CHAT_COMPLETION, caller.owner(), id)));
    if (!deleted) {
      throw StoredCompletions.unknown(id).exception();
    }
    return StoredCompletions.deleted(id);
  }

  /// A page of the messages that a completion answered.
  ///
  /// @throws Problem.Exceptional when none of that id is kept, or the page starts at a message that
  ///   there is not
  public Json.Obj messages(Caller caller, String id, PageRequest page) {
    Page<StoredItem> found =
        Attempt.of(() ->
            foundation
                .state()
                .read(reader -> {
                  if (reader.find(Kind.CHAT_COMPLETION, caller.owner(), id).isEmpty()) {
                    throw StoredCompletions.unknown(id).exception();
                  }
                  return reader.items(messagesOf(id), caller.owner(), Stored.query(page));
                }));
    return PageRequest.page(found.entries().stream().map(StoredItem::body).toList(), found.more());
  }

  private static Place messagesOf(String id) {
    return new Place(Kind.CHAT_COMPLETION, id, "messages");
  }
}
