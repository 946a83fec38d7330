package dev.ponder.protocol.responses;

import static dev.ponder.protocol.responses.Shape.STATUS;
import static dev.ponder.protocol.responses.Shape.empty;
import static dev.ponder.protocol.responses.Shape.oneOf;

import dev.ponder.core.Json;
import dev.ponder.protocol.Profile;
import dev.ponder.protocol.wire.Cursor;
import dev.ponder.protocol.wire.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the items of an input and gives them the form in which they are stored and listed: every
/// item says its type, has an id, and messages have their content as parts.
///
/// @param ids names those that came without an id
record ItemDecoder(Profile profile, IdSource ids) {
  private static final int MAX_ITEMS = 10_000;
  private static final int MAX_ID = 256;
  private static final List<String> ROLES = List.of("user", "assistant", "system", "developer");

  /// What clients add to the items that they got, for themselves.
  private static final Set<String> IGNORED =
      Set.of("type", "id", "parsed_arguments", "parsed", "output_text");

  private static final Set<String> NEITHER = Set.of("type", "id");

  /// Beginnings of ids that the hosted service insists on.
  private static final Set<String> CHECKED = Set.of("msg_", "rs_", "fc_", "ctc_");

  /// The items of an `input`, which may be a string.
  List<Json.Obj> input(Cursor input) {
    if (input.isString()) {
      Json text = Shape.TEXT.read(input);
      Json part = Json.object().put("type", "input_text").put("text", text).build();
      return List.of(message("user", Json.of(List.of(part))).build());
    }
    return items(input, MAX_ITEMS, "one of a string or array of objects");
  }

  /// The items of an array.
  List<Json.Obj> items(Cursor array, int most, String expected) {
    List<Cursor> all = array.elements(expected);
    if (all.size() > most) {
      throw array.refused(
          "array_above_max_length",
          "Invalid '%s': array too long. Expected an array with maximum length %d, but got an"
              + " array with length %d instead.",
          array.path(),
          most,
          all.size());
    }
    List<Json.Obj> items = new ArrayList<>();
    for (Cursor item : all) {
      items.add(item(item));
    }
    return items;
  }

  private Json.Obj item(Cursor item) {
    Optional<Cursor> type = item.optional("type");
    if (type.isEmpty()) {
      return item.optional("role").isEmpty() && item.optional("id").isPresent()
          ? reference(item)
          : message(item);
    }
    String spelled = type.get().string();
    return switch (spelled) {
      case "message" -> message(item);
      case "item_reference" -> reference(item);
      case "compaction_trigger" ->
          throw type.get()
              .refused(
                  "unsupported_value",
                  "Unsupported value: 'compaction_trigger' is not supported here. Use POST"
                      + " /v1/responses/compact instead.");
      default -> other(item, type.get(), spelled);
    };
  }

  private static Json.Obj reference(Cursor item) {
    item.allow(NEITHER);
    return Json.object()
        .put("type", "item_reference")
        .put("id", item.required("id").filledString(MAX_ID))
        .build();
  }

  private Json.Obj message(Cursor item) {
    String role = item.required("role").oneOf(ROLES);
    boolean assistant = role.equals("assistant");
    Shape shape =
        empty()
            .with("role", Shape.ANYTHING)
            .with("content", assistant ? PartDecoder::said : PartDecoder::input)
            .maybe("phase", oneOf("commentary", "final_answer"))
            .maybe("status", STATUS);
    Json.Builder read = Json.object();
    shape.read(item, ignored(), read);
    Json.Obj members = read.build();
    Json.Builder message = Json.object().put("id", id(item, "msg_")).put("type", "message");
    message.put("status", members.member("status").orElse(Json.of("completed")));
    message
        .put("role", role)
        .put("content", members.members().getOrDefault("content", Json.of(List.of())));
    members.member("phase").ifPresent(phase -> message.put("phase", phase));
    return message.build();
  }

  private Json.Builder message(String role, Json content) {
    return Json.object()
        .put("id", ids.next("msg_"))
        .put("type", "message")
        .put("status", "completed")
        .put("role", role)
        .put("content", content);
  }

  private Json.Obj other(Cursor item, Cursor type, String spelled) {
    ItemShapes.Kind kind =
        ItemShapes.kind(spelled)
            .orElseThrow(() ->
                type.refused(
                    "invalid_value",
                    "Invalid value: '%s'. Supported values are: %s.",
                    Wording.clipped(spelled),
                    Wording.listed(types())));
    Json.Builder read = Json.object().put("id", id(item, kind.prefix())).put("type", spelled);
    kind.usual().members().forEach(read::put);
    kind.shape().read(item, ignored(), read);
    return read.build();
  }

  private static List<String> types() {
    List<String> all = new ArrayList<>(List.of("message", "item_reference"));
    all.addAll(ItemShapes.names());
    return all;
  }

  private Set<String> ignored() {
    return switch (profile) {
      case LENIENT -> IGNORED;
      case O4_MINI -> NEITHER;
    };
  }

  private String id(Cursor item, String prefix) {
    Optional<Cursor> given = item.optional("id");
    String id = given.map(place -> place.shortString(MAX_ID)).orElse("");
    if (id.isEmpty()) {
      return ids.next(prefix);
    }
    String start = prefix.substring(0, prefix.length() - 1);
    if (profile == Profile.O4_MINI && CHECKED.contains(prefix) && !id.startsWith(start)) {
      throw given
          .get()
          .refused(
              "invalid_value",
              "Invalid '%s': '%s'. Expected an ID that begins with '%s'.",
              given.get().path(),
              Wording.clipped(id),
              start);
    }
    return id;
  }
}
