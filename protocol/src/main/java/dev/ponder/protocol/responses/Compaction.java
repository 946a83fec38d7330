package dev.ponder.protocol.responses;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Conversation;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Role;
import dev.ponder.core.Tools;
import dev.ponder.core.Usage;
import dev.ponder.protocol.DecodeOptions;
import dev.ponder.protocol.Origin;
import dev.ponder.protocol.Sealer;
import java.util.ArrayList;
import java.util.List;

/// `POST /v1/responses/compact`: a long conversation becomes a short one. The model is asked for a
/// summary, and the answer is one item that holds it, sealed, together with the last messages of
/// the user as they were. Given back as input, that item tells the model both.
public final class Compaction {

  /// How much of what the user said is kept word for word, in characters.
  private static final int KEPT = 64 << 10;

  private static final String TASK =
      """
      Write down what somebody needs to know who is to continue this conversation without having \
      seen it: what was asked for and why, what was decided, what was done and found out, names, \
      numbers and file paths to the letter, and what is still to do. Write the notes only, as \
      short as they can be without losing any of that.\
      """;

  private static final String INTRODUCTION =
      "The conversation before this point was shortened. These are the notes of it:\n\n";

  private Compaction() {}

  /// Reads the body.
  ///
  /// @throws dev.ponder.core.Problem.Exceptional when it is not a request that can be honoured
  public static CreateRequest decode(Json body, DecodeOptions options, IdSource ids) {
    return CreateDecoder.decode(body, CreateDecoder.COMPACT, options, ids);
  }

  /// What to ask of the model: a summary of that conversation.
  ///
  /// @param conversation as [Items#conversation] gives it for the decoded request
  public static ResponseRequest summary(CreateRequest request, Conversation conversation) {
    List<Item> items = new ArrayList<>(conversation.items());
    items.add(Item.Message.of(Role.USER, TASK));
    return request
        .settings()
        .withConversation(new Conversation(items))
        .withTools(Tools.NONE)
        .withFormat(new AnswerFormat.Text());
  }

  /// The short conversation: one item that holds, sealed, the notes and what was said by others
  /// than the model most recently.
  ///
  /// @param items those of the long one, oldest first
  /// @param summary what the model said, without its thought
  public static List<Json.Obj> output(
      List<Json.Obj> items, String summary, Sealer sealer, IdSource ids) {
    List<Json> said = new ArrayList<>();
    int room = KEPT;
    for (Json.Obj item : items.reversed()) {
      String text = said(item);
      room -= text.length();
      if (!text.isEmpty() && room > 0) {
        said.addFirst(
            Json.object().put("role", Transcript.text(item, "role")).put("text", text).build());
      }
    }
    Json.Obj sealed = Json.object().put("said", Json.of(said)).put("notes", summary).build();
    return List.of(
        Json.object()
            .put("id", ids.next("cmp_"))
            .put("type", "compaction")
            .put("encrypted_content", sealer.seal(sealed.text()))
            .build());
  }

  private static String said(Json.Obj item) {
    boolean others =
        Transcript.text(item, "type").equals("message")
            && !Transcript.text(item, "role").equals("assistant");
    return others ? Transcript.joined(item.member("content").orElse(Stage.NOTHING)) : "";
  }

  /// What was sealed as the model is told it.
  static List<Item> told(String sealed) {
    List<Item> items = new ArrayList<>();
    String notes = sealed;
    try {
      if (Json.parse(sealed) instanceof Json.Obj content) {
        for (Json.Obj message : Transcript.objects(content.member("said").orElse(Stage.NOTHING))) {
          items.add(
              Item.Message.of(
                  Transcript.role(Transcript.text(message, "role")),
                  Transcript.text(message, "text")));
        }
        notes = Transcript.text(content, "notes");
      }
    } catch (JsonSyntaxException e) {
      // Some other text that was sealed here: it serves as notes.
    }
    items.add(Item.Message.of(Role.USER, INTRODUCTION + notes));
    return items;
  }

  /// The body that answers.
  ///
  /// @param origin an id such as `resp_4f1c…`, and when it was made
  public static Json.Obj answer(Origin origin, List<Json.Obj> output, Usage usage) {
    return Json.object()
        .put("id", origin.id())
        .put("object", "response.compaction")
        .put("created_at", origin.created())
        .put("output", Json.of(output))
        .put("usage", Snapshot.usage(usage))
        .build();
  }
}
