package dev.ponder.api;

import dev.ponder.core.Json;
import dev.ponder.state.Kind;
import dev.ponder.state.Place;
import dev.ponder.state.Reader;
import dev.ponder.state.StoredItem;
import dev.ponder.state.StoredObject;
import dev.ponder.state.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How responses and their items lie in the state.
///
/// The object of a response has all that is told of it but its output, whose items are in a list,
/// so that they can be referred to. What it was made from is found by its attributes.
final class Shelf {
  /// The items that the request brought.
  static final String INPUT = "input";

  /// The items that the answer consists of.
  static final String OUTPUT = "output";

  /// The items of a conversation.
  static final String ITEMS = "items";

  /// What came before the input where no stored response tells it.
  private static final String EARLIER = "earlier";

  /// What traveled to whoever streamed the response.
  private static final String EVENTS = "events";

  /// The request, as long as it is not answered.
  private static final String REQUEST = "request";

  /// Lists whose items clients may refer to.
  private static final Set<String> PUBLIC = Set.of(INPUT, OUTPUT, ITEMS);

  /// Attributes: the response before, the conversation it belongs to.
  static final String PREVIOUS = "previous";

  static final String CONVERSATION = "conversation";

  /// Attribute of what is made in the background: [#STREAMED] or [#POLLED].
  static final String BACKGROUND = "background";

  static final String STREAMED = "streamed";
  static final String POLLED = "polled";

  /// Attribute of a background response that is not over: always [#YES].
  static final String PENDING = "pending";

  static final String YES = "yes";

  /// Attribute of a background response that is not over: how its request is read.
  static final String PROFILE = "profile";

  /// Attribute of a background response that is not over: how often a new process took it up.
  static final String STARTS = "starts";

  private static final int EVENTS_TOGETHER = 512;

  private Shelf() {}

  static Place response(String id, String list) {
    return new Place(Kind.RESPONSE, id, list);
  }

  static Place conversation(String id) {
    return new Place(Kind.CONVERSATION, id, ITEMS);
  }

  /// An item that a request may refer to.
  static Optional<Json.Obj> item(Reader reader, String owner, String id) {
    return reader
        .item(owner, id)
        .filter(found -> PUBLIC.contains(found.place().list()))
        .map(found -> found.item().body());
  }

  static List<Json.Obj> items(Reader reader, String owner, Place place) {
    return reader.allItems(place, owner).stream().map(StoredItem::body).toList();
  }

  static void append(Writer writer, String owner, Place place, List<Json.Obj> items) {
    if (!items.isEmpty()) {
      writer.append(place, owner, items.stream().map(Shelf::stored).toList());
    }
  }

  private static StoredItem stored(Json.Obj item) {
    return new StoredItem(id(item), item);
  }

  /// The id of an item.
  static String id(Json.Obj item) {
    return text(item, "id").orElseThrow();
  }

  /// The member of that name, if it is a string.
  static Optional<String> text(Json.Obj object, String name) {
    return object
        .member(name)
        .flatMap(value -> value instanceof Json.Str(String s) ? Optional.of(s) : Optional.empty());
  }

  // The body of a response

  /// What is stored of a response as its object.
  static Json.Obj withoutOutput(Json.Obj kept) {
    return with(kept, "output", Json.of(List.of()));
  }

  /// All that is stored of a response.
  static Json.Obj kept(Reader reader, StoredObject object) {
    List<Json.Obj> output = items(reader, object.owner(), response(object.id(), OUTPUT));
    return with(object.body(), "output", Json.of(output));
  }

  static Json.Obj with(Json.Obj object, String name, Json value) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.put(name, value);
    return new Json.Obj(members);
  }

  // What nobody refers to is stored as one item.

  static void earlier(Writer writer, String owner, String id, List<Json.Obj> items) {
    if (!items.isEmpty()) {
      heap(writer, owner, response(id, EARLIER), Json.of(items));
    }
  }

  static List<Json.Obj> earlier(Reader reader, String owner, String id) {
    return heaped(reader, owner, response(id, EARLIER)).stream()
        .flatMap(heap -> objects(heap).stream())
        .toList();
  }

  static void request(Writer writer, String owner, String id, Json request) {
    heap(writer, owner, response(id, REQUEST), request);
  }

  static Optional<Json> request(Reader reader, String owner, String id) {
    return heaped(reader, owner, response(id, REQUEST)).stream().findFirst();
  }

  static void forgetRequest(Writer writer, String owner, String id) {
    writer.replaceItems(response(id, REQUEST), owner, List.of());
  }

  static void events(Writer writer, String owner, String id, List<StreamEvent> events) {
    List<StoredItem> heaps = new ArrayList<>();
    for (int i = 0; i < events.size(); i += EVENTS_TOGETHER) {
      List<StreamEvent> some = events.subList(i, Math.min(i + EVENTS_TOGETHER, events.size()));
      List<Json> data = some.stream().<Json>map(event -> Json.of(event.data())).toList();
      heaps.add(new StoredItem("heap_" + i, heap(Json.of(data))));
    }
    writer.replaceItems(response(id, EVENTS), owner, heaps);
  }

  static List<StreamEvent> events(Reader reader, String owner, String id) {
    List<StreamEvent> events = new ArrayList<>();
    for (Json heap : heaped(reader, owner, response(id, EVENTS))) {
      if (heap instanceof Json.Arr(List<Json> elements)) {
        elements.forEach(data -> {
          if (data instanceof Json.Str(String text) && Json.parse(text) instanceof Json.Obj event) {
            events.add(new StreamEvent(text(event, "type").orElse(""), text));
          }
        });
      }
    }
    return events;
  }

  private static void heap(Writer writer, String owner, Place place, Json content) {
    writer.replaceItems(place, owner, List.of(new StoredItem("heap_0", heap(content))));
  }

  private static Json.Obj heap(Json content) {
    return Json.object().put("content", content).build();
  }

  private static List<Json> heaped(Reader reader, String owner, Place place) {
    return reader.allItems(place, owner).stream()
        .flatMap(item -> item.body().member("content").stream())
        .toList();
  }

  private static List<Json.Obj> objects(Json array) {
    List<Json.Obj> objects = new ArrayList<>();
    if (array instanceof Json.Arr(List<Json> elements)) {
      for (Json element : elements) {
        if (element instanceof Json.Obj object) {
          objects.add(object);
        }
      }
    }
    return objects;
  }
}
