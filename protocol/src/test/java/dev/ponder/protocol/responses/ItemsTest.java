package dev.ponder.protocol.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Content;
import dev.ponder.core.Conversation;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.ModelInfo.Visibility;
import dev.ponder.core.Problem;
import dev.ponder.core.Role;
import dev.ponder.core.ToolChoice;
import dev.ponder.core.Usage;
import dev.ponder.protocol.Origin;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Items as they are stored and listed, and the objects around them.
class ItemsTest {

  @Test
  void everyItemGetsItsFullForm() {
    CreateRequest request =
        Wire.request(
            "'input':[{'role':'user','content':'Hi'},{'role':'assistant','content':'Ho','id':'m'},"
                + "{'type':'function_call','call_id':'a','name':'f','arguments':'{}','status':null,"
                + "'parsed_arguments':{}},{'id':'rs_9'},{'type':'reasoning','content':null}]");

    assertThat(request.input())
        .containsExactly(
            Wire.json(
                "{'id':'msg_1','type':'message','status':'completed','role':'user',"
                    + "'content':[{'type':'input_text','text':'Hi'}]}"),
            Wire.json(
                "{'id':'m','type':'message','status':'completed','role':'assistant','content':"
                    + "[{'type':'output_text','text':'Ho','annotations':[],'logprobs':[]}]}"),
            Wire.json(
                "{'id':'fc_2','type':'function_call','status':'completed','call_id':'a',"
                    + "'name':'f','arguments':'{}'}"),
            Wire.json("{'type':'item_reference','id':'rs_9'}"),
            Wire.json("{'id':'rs_3','type':'reasoning','summary':[]}"));
  }

  @Test
  void referencesAreResolved() {
    List<Json.Obj> items =
        Wire.request("'input':[{'id':'rs_1'},{'type':'reasoning','id':'rs_2','summary':[]}]")
            .input();
    Json.Obj thought = Wire.json("{'id':'rs','type':'reasoning','encrypted_content':'sealed:a'}");

    assertThat(Items.references(items)).containsExactly("rs_1", "rs_2");
    assertThat(Items.resolved(items, _ -> Optional.of(thought))).containsExactly(thought, thought);
    assertThat(Wire.problem(() -> Items.resolved(items, _ -> Optional.empty())).message())
        .startsWith("Item with id 'rs_1' not found. Items are not persisted when `store` is set");
  }

  @Test
  void itemsShowWhatWasAskedFor() {
    Json.Obj thought =
        Wire.json("{'id':'rs','type':'reasoning','summary':[],'encrypted_content':'sealed:a'}");
    Json.Obj message =
        Wire.json("{'id':'m','type':'message','content':[{'type':'output_text','logprobs':[{}]}]}");

    assertThat(Items.shown(thought, Set.of()).members()).doesNotContainKey("encrypted_content");
    assertThat(Items.shown(thought, EnumSet.allOf(Include.class))).isEqualTo(thought);
    assertThat(Items.shown(message, Set.of()).text()).contains("\"logprobs\":[]");
    assertThat(Items.shown(message, EnumSet.allOf(Include.class))).isEqualTo(message);
  }

  @Test
  void theOldestTurnGoesFirstAndThenTheOldestStep() {
    Item developer = Item.Message.of(Role.DEVELOPER, "d");
    Item first = Item.Message.of(Role.USER, "1");
    Item second = Item.Message.of(Role.USER, "2");
    Item call = new Item.ToolCall("a", "f", "{}");
    Item result = new Item.ToolResult("a", List.of(new Content.Text("r")));
    Item said = Item.Message.of(Role.ASSISTANT, "s");

    Conversation whole =
        new Conversation(List.of(developer, first, said, second, call, result, said));
    Conversation shorter = Items.withoutOldest(whole).orElseThrow();
    Conversation shortest = Items.withoutOldest(shorter).orElseThrow();

    assertThat(shorter.items()).containsExactly(developer, second, call, result, said);
    assertThat(shortest.items()).containsExactly(developer, second, said);
    assertThat(Items.withoutOldest(shortest)).isEmpty();
  }

  @Test
  void listsNameTheirEnds() {
    Json.Obj item = Wire.json("{'id':'a','type':'message'}");

    assertThat(Items.list(List.of(item), Items.More.MORE_PAGES))
        .isEqualTo(
            Wire.json(
                "{'object':'list','data':[{'id':'a','type':'message'}],'first_id':'a',"
                    + "'last_id':'a','has_more':true}"));
    assertThat(Items.list(List.of(), Items.More.LAST_PAGE))
        .isEqualTo(
            Wire.json("{'object':'list','data':[],'first_id':'','last_id':'','has_more':false}"));
  }

  @Test
  void namespacesAreFlattenedUnderFreeNames() {
    CreateRequest request =
        Wire.request(
            "'tools':[{'type':'namespace','name':'a','description':'','tools':[{'type':'function',"
                + "'name':'b'}]},{'type':'function','name':'a__b'}],"
                + "'tool_choice':{'type':'function','name':'b'}");

    assertThat(request.settings().tools().offered())
        .extracting(tool -> tool.name())
        .containsExactly("a__b_2", "a__b");
    assertThat(request.settings().tools().choice()).isEqualTo(new ToolChoice.Named("a__b_2"));
    assertThat(request.toolNames().wire("a__b_2").namespace()).contains("a");
  }

  @Test
  void itemsCanBringTools() {
    CreateRequest request =
        Wire.request(
            "'input':[{'type':'additional_tools','role':'developer','tools':[{'type':'function',"
                + "'name':'f'}]},{'role':'user','content':'x'}],'tool_choice':'required'");

    assertThat(request.settings().tools().offered()).hasSize(1);
    assertThat(request.echo().member("tools")).contains(Json.of(List.<Json>of()));
  }

  @Test
  void storedResponsesCanFailAndChange() {
    ResponseEncoder encoder =
        Wire.encoder(Wire.request("'background':true"), Visibility.REASONING_SHOWN);
    encoder.queued();
    Wire.play(encoder, "started(t) say(a)");

    Json.Obj cancelled = Responses.withStatus(encoder.kept(), "cancelled");
    assertThat(cancelled.text()).contains("\"cancelled\"").doesNotContain("in_progress");
    assertThat(
            Responses.failed(encoder.kept(), Problem.of(Problem.Kind.UNAVAILABLE, "Stopped."))
                .text())
        .contains("\"error\":{\"code\":\"server_error\",\"message\":\"Stopped.\"}");
  }

  @Test
  void conversationsAreReadAndWritten() {
    Conversations.Creation creation =
        Conversations.decodeCreation(
            Wire.json("{'items':[{'role':'user','content':'x'}],'metadata':{'a':'b'}}"),
            Wire.ids());

    assertThat(creation.items()).hasSize(1);
    assertThat(Conversations.conversation("conv_1", 7, creation.metadata()))
        .isEqualTo(
            Wire.json(
                "{'id':'conv_1','object':'conversation','created_at':7,'metadata':{'a':'b'}}"));
    assertThat(Conversations.decodeUpdate(Wire.json("{'metadata':{}}")).members()).isEmpty();
    assertThat(
            Wire.problem(() ->
                    Conversations.decodeItems(
                        Json.object()
                            .put("items", Json.of(Collections.nCopies(21, Json.of(1))))
                            .build(),
                        Wire.ids()))
                .code())
        .contains("array_above_max_length");
  }

  @Test
  void aCompactionIsAskedForAndAnswered() {
    CreateRequest request =
        Compaction.decode(
            Wire.json("{'model':'tiny','input':'x','prompt_cache_key':'k'}"),
            Wire.LENIENT,
            Wire.ids());
    Conversation conversation = Items.conversation(request, List.of(), Wire.SEALER);

    assertThat(Compaction.summary(request, conversation).conversation().items()).hasSize(2);
    List<Json.Obj> output = Compaction.output(request.input(), "s", Wire.SEALER, Wire.ids());
    assertThat(Compaction.answer(new Origin("resp_1", 7), output, new Usage(3, 0, 2, 1)).text())
        .startsWith("{\"id\":\"resp_1\",\"object\":\"response.compaction\",\"created_at\":7")
        .contains("\"type\":\"compaction\",\"encrypted_content\":\"sealed:");
  }
}
