package dev.ponder.protocol.responses;

import dev.ponder.core.Conversation;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.core.Role;
import dev.ponder.protocol.Profile;
import dev.ponder.protocol.Sealer;
import dev.ponder.protocol.responses.CreateRequest.Thinking;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The items of which inputs, outputs and conversations consist, as the wire has them.
public final class Items {
  private Items() {}

  /// The ids of the items that these refer to instead of repeating them.
  public static List<String> references(List<Json.Obj> items) {
    return items.stream()
        .filter(item -> isReference(item) || isBareThought(item))
        .map(item -> Transcript.text(item, "id"))
        .toList();
  }

  /// These items with every reference replaced by the item it means, and thoughts that come back
  /// without their text replaced by those that were stored, if they were.
  ///
  /// @param stored finds an item by its id
  /// @throws Problem.Exceptional when a reference leads nowhere
  public static List<Json.Obj> resolved(
      List<Json.Obj> items, Function<String, Optional<Json.Obj>> stored) {
    List<Json.Obj> resolved = new ArrayList<>();
    for (Json.Obj item : items) {
      String id = Transcript.text(item, "id");
      if (isReference(item)) {
        resolved.add(stored.apply(id).orElseThrow(() -> Unknown.item(id).exception()));
      } else {
        resolved.add(isBareThought(item) ? stored.apply(id).orElse(item) : item);
      }
    }
    return resolved;
  }

  private static boolean isReference(Json.Obj item) {
    return is(item, "item_reference");
  }

  private static boolean isBareThought(Json.Obj item) {
    return is(item, "reasoning")
        && Transcript.text(item, "encrypted_content").isEmpty()
        && Transcript.objects(item.member("content").orElse(Stage.NOTHING)).isEmpty();
  }

  private static boolean is(Json.Obj item, String type) {
    return Transcript.text(item, "type").equals(type);
  }

  /// A stored item as a client sees it that asks for no more than `include`.
  public static Json.Obj shown(Json.Obj item, Set<Include> include) {
    if (is(item, "reasoning") && !include.contains(Include.REASONING_ENCRYPTED_CONTENT)) {
      return without(item, "encrypted_content");
    }
    if (is(item, "message") && !include.contains(Include.OUTPUT_TEXT_LOGPROBS)) {
      return withoutLogprobs(item);
    }
    return item;
  }

  private static Json.Obj without(Json.Obj object, String name) {
    Json.Builder rest = Json.object();
    object
        .members()
        .forEach((key, value) -> {
          if (!key.equals(name)) {
            rest.put(key, value);
          }
        });
    return rest.build();
  }

  private static Json.Obj withoutLogprobs(Json.Obj message) {
    List<Json> parts = new ArrayList<>();
    for (Json.Obj part : Transcript.objects(message.member("content").orElse(Stage.NOTHING))) {
      parts.add(part.member("logprobs").isEmpty() ? part : with(part, "logprobs", Stage.NOTHING));
    }
    return with(message, "content", Json.of(parts));
  }

  /// A copy with another value for that member, at its place or at the end.
  static Json.Obj with(Json.Obj object, String name, Json value) {
    Json.Builder changed = Json.object();
    object.members().forEach(changed::put);
    return changed.put(name, value).build();
  }

  /// What the model is told: the request's instructions, what came before, and its input.
  ///
  /// @param earlier the stored items that came before, oldest first, resolved like the input
  /// @param sealer opens what the server has sealed
  /// @throws Problem.Exceptional when a call has no result or a result no call, when sealed text
  ///   was changed, or when an item holds what the model cannot take, such as an image
  public static Conversation conversation(
      CreateRequest request, List<Json.Obj> earlier, Sealer sealer) {
    List<Json.Obj> all = new ArrayList<>(earlier);
    all.addAll(request.input());
    Transcript transcript = new Transcript(request.toolNames(), sealer);
    request.instructions().ifPresent(text -> transcript.say(Role.DEVELOPER, text));
    int turn = request.thinking().scope() == Thinking.Scope.ALL_TURNS ? 0 : lastTurn(all);
    for (int i = 0; i < all.size(); i++) {
      transcript.add(all.get(i), i >= turn);
    }
    Conversation conversation = new Conversation(transcript.items());
    check(request, conversation);
    return conversation;
  }

  private static void check(CreateRequest request, Conversation conversation) {
    if (request.profile() == Profile.O4_MINI) {
      HostedRules.check(request, conversation);
    }
    if (conversation.items().isEmpty() && request.generate()) {
      throw Problem.invalid(
              "input", "missing_required_parameter", "Missing required parameter: 'input'.")
          .exception();
    }
  }

  /// The index of the last message of the user, with which the current turn begins.
  private static int lastTurn(List<Json.Obj> items) {
    for (int i = items.size() - 1; i > 0; i--) {
      if (is(items.get(i), "message") && Transcript.text(items.get(i), "role").equals("user")) {
        return i;
      }
    }
    return 0;
  }

  /// The conversation without its oldest turn, for requests that may be truncated: the first
  /// message of the user and all up to the next one. Within the last turn it is the oldest step
  /// that goes, which ends with the results of tools. Empty when nothing can be left out; what
  /// stands before the first message of the user stays.
  public static Optional<Conversation> withoutOldest(Conversation conversation) {
    List<Item> items = conversation.items();
    int first = next(items, 0, Items::isUser);
    int second = next(items, first + 1, Items::isUser);
    if (second < items.size()) {
      return Optional.of(cut(items, first, second));
    }
    int result = next(items, first + 1, item -> item instanceof Item.ToolResult);
    int after = next(items, result + 1, item -> !(item instanceof Item.ToolResult));
    return after < items.size() ? Optional.of(cut(items, first + 1, after)) : Optional.empty();
  }

  private static boolean isUser(Item item) {
    return item instanceof Item.Message(Role role, var _) && role == Role.USER;
  }

  private static int next(List<Item> items, int from, Function<Item, Boolean> wanted) {
    int i = from;
    while (i < items.size() && !wanted.apply(items.get(i))) {
      i++;
    }
    return i;
  }

  private static Conversation cut(List<Item> items, int from, int to) {
    List<Item> rest = new ArrayList<>(items.subList(0, from));
    rest.addAll(items.subList(to, items.size()));
    return new Conversation(rest);
  }

  /// The body that lists items.
  ///
  /// @param more whether others follow
  public static Json.Obj list(List<Json.Obj> page, More more) {
    return Json.object()
        .put("object", "list")
        .put("data", Json.of(page))
        .put("first_id", page.isEmpty() ? "" : Transcript.text(page.getFirst(), "id"))
        .put("last_id", page.isEmpty() ? "" : Transcript.text(page.getLast(), "id"))
        .put("has_more", more == More.MORE_PAGES)
        .build();
  }

  /// Whether a page is the last one.
  public enum More {
    LAST_PAGE,
    MORE_PAGES
  }
}
