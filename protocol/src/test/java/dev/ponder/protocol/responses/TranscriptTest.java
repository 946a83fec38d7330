package dev.ponder.protocol.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Content;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.core.Role;
import dev.ponder.protocol.DecodeOptions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the model is told of the items that a client sends and the server has kept.
class TranscriptTest {

  @Test
  void textIsAMessageOfTheUser() {
    assertThat(told("'input':'Hi'")).containsExactly(Item.Message.of(Role.USER, "Hi"));
  }

  @Test
  void instructionsComeFirstAndAreNotKept() {
    CreateRequest first = Wire.request("'instructions':'Be brief.'");
    CreateRequest second = Wire.request("'input':'And you?'");

    assertThat(Items.conversation(first, List.of(), Wire.SEALER).items())
        .containsExactly(
            Item.Message.of(Role.DEVELOPER, "Be brief."), Item.Message.of(Role.USER, "Hi"));
    assertThat(Items.conversation(second, first.input(), Wire.SEALER).items())
        .containsExactly(Item.Message.of(Role.USER, "Hi"), Item.Message.of(Role.USER, "And you?"));
  }

  @Test
  void messagesOfAllRolesAreTold() {
    assertThat(
            told(
                """
                'input':[{'role':'system','content':'s'},{'role':'developer','content':'d'},
                {'type':'message','role':'user','content':[{'type':'input_text','text':'a'},
                {'type':'input_text','text':'b'}]},{'role':'assistant','content':'c',
                'phase':'commentary'},{'role':'assistant','content':[{'type':'output_text',
                'text':'x','annotations':[]},{'type':'refusal','refusal':'no'}]}]\
                """))
        .containsExactly(
            Item.Message.of(Role.SYSTEM, "s"),
            Item.Message.of(Role.DEVELOPER, "d"),
            new Item.Message(Role.USER, List.of(new Content.Text("a"), new Content.Text("b"))),
            Item.Message.of(Role.ASSISTANT, "c"),
            new Item.Message(
                Role.ASSISTANT, List.of(new Content.Text("x"), new Content.Refusal("no"))));
  }

  @Test
  void callsAndResultsKeepTheirIds() {
    assertThat(
            told(
                """
                'tools':[{'type':'namespace','name':'docs','description':'','tools':[
                {'type':'custom','name':'patch'}]}],
                'input':[{'type':'function_call','call_id':'a','name':'f','arguments':'{}'},
                {'type':'custom_tool_call','call_id':'b','namespace':'docs','name':'patch',
                'input':'text'},{'type':'function_call_output','call_id':'a','output':'1'},
                {'type':'custom_tool_call_output','call_id':'b','output':[{'type':'input_text',
                'text':'2'}]}]\
                """))
        .containsExactly(
            new Item.ToolCall("a", "f", "{}"),
            new Item.ToolCall("b", "docs__patch", "text"),
            new Item.ToolResult("a", List.of(new Content.Text("1"))),
            new Item.ToolResult("b", List.of(new Content.Text("2"))));
  }

  @Test
  void thoughtsLastUntilTheUserSpeaks() {
    String items =
        """
        'input':[{'role':'user','content':'q'},{'type':'reasoning','summary':[],
        'encrypted_content':'sealed:enO'},{'type':'function_call','call_id':'a','name':'f',
        'arguments':'{}'},{'type':'function_call_output','call_id':'a','output':'1'},
        {'type':'reasoning','content':[{'type':'reasoning_text','text':'Two'}]}%s]%s\
        """;

    assertThat(thoughts(items.formatted("", ""))).containsExactly("One", "Two");
    assertThat(thoughts(items.formatted(",{'role':'user','content':'r'}", ""))).isEmpty();
    assertThat(
            thoughts(
                items.formatted(
                    ",{'role':'user','content':'r'}", ",'reasoning':{'context':'all_turns'}")))
        .containsExactly("One", "Two");
  }

  private static Stream<String> thoughts(String members) {
    return told(members).stream()
        .filter(Item.Reasoning.class::isInstance)
        .map(item -> ((Item.Reasoning) item).text());
  }

  @Test
  void whatClientToolsDidIsToldAsCalls() {
    assertThat(
            told(
                """
                'input':[{'type':'local_shell_call','id':'lsh_1','call_id':'a','status':'completed',
                'action':{'type':'exec','command':['ls']}},{'type':'local_shell_call_output',
                'call_id':'a','output':'x.txt'},{'type':'mcp_call','id':'mcp_1','server_label':'l',
                'name':'n','arguments':'{}','output':'o'},{'type':'web_search_call','id':'ws_1',
                'status':'completed','action':{'type':'search','query':'q'}}]\
                """))
        .containsExactly(
            new Item.ToolCall("a", "shell", "{\"type\":\"exec\",\"command\":[\"ls\"]}"),
            new Item.ToolResult("a", List.of(new Content.Text("x.txt"))),
            new Item.ToolCall("mcp_1", "mcp__l__n", "{}"),
            new Item.ToolResult("mcp_1", List.of(new Content.Text("o"))));
  }

  @Test
  void aCompactedPastIsTold() {
    List<Json.Obj> items =
        Wire.request("'input':[{'role':'user','content':'Hi'},{'role':'assistant','content':'o'}]")
            .input();
    List<Json.Obj> compacted = Compaction.output(items, "They met.", Wire.SEALER, Wire.ids());

    assertThat(compacted).hasSize(1);
    assertThat(Items.conversation(Wire.request("'input':'Go on'"), compacted, Wire.SEALER).items())
        .containsExactly(
            Item.Message.of(Role.USER, "Hi"),
            Item.Message.of(
                Role.USER,
                "The conversation before this point was shortened. These are the notes of it:\n\n"
                    + "They met."),
            Item.Message.of(Role.USER, "Go on"));
  }

  @Test
  void somethingMustHaveBeenSaid() {
    assertThat(Wire.problem(() -> told("'input':[]")).code())
        .contains("missing_required_parameter");
    assertThat(told("'input':[],'generate':false")).isEmpty();
  }

  @Test
  void aCallThatBrokeOffIsForgotten() {
    assertThat(
            told(
                """
                'input':[{'type':'function_call','call_id':'a','name':'f','arguments':'{',
                'status':'incomplete'},{'role':'user','content':'q'}]\
                """))
        .containsExactly(Item.Message.of(Role.USER, "q"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'function_call','call_id':'a','name':'f','arguments':'{}'}"
            + "|input|-|No tool output found for function call a.",
        "{'type':'custom_tool_call','call_id':'a','name':'f','input':'x'}"
            + "|input|-|No tool output found for custom tool call a.",
        "{'type':'function_call_output','call_id':'b','output':''}"
            + "|input|-|No tool call found for function call output with call_id b.",
        "{'type':'custom_tool_call_output','call_id':'b','output':''}"
            + "|input|-|No tool call found for custom tool call output with call_id b.",
        "{'type':'reasoning','id':'rs_7','encrypted_content':'forged'}"
            + "|input|invalid_encrypted_content|The encrypted content for item rs_7 could not be"
            + " verified. Reason: Encrypted content could not be decrypted or parsed.",
        "{'type':'compaction','id':'cmp_7','encrypted_content':'forged'}"
            + "|input|invalid_encrypted_content|The encrypted content for item cmp_7 could not be"
            + " verified. Reason: Encrypted content could not be decrypted or parsed.",
        "{'role':'user','content':[{'type':'input_image','image_url':'https://x/y.png'}]}"
            + "|input|unsupported_content|This model cannot read content of type 'input_image' yet."
      })
  void whatDoesNotFitTogetherIsRefused(String line) {
    String[] parts = line.split("\\|");
    Problem problem = Wire.problem(() -> told("'input':[" + parts[0] + "]"));

    assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID_REQUEST);
    assertThat(problem.param()).contains(parts[1]);
    assertThat(problem.code().orElse("-")).isEqualTo(parts[2]);
    assertThat(problem.message()).isEqualTo(parts[3]);
  }

  @Test
  void theHostedModelWantsThoughtsFollowedAndJsonMentioned() {
    assertThat(hosted("'input':[{'type':'reasoning','id':'rs_1','summary':[]}]").message())
        .isEqualTo(
            "Item 'rs_1' of type 'reasoning' was provided without its required following item.");
    assertThat(hosted("'text':{'format':{'type':'json_object'}}").message())
        .isEqualTo(
            "Response input messages must contain the word 'json' in some form to use"
                + " 'text.format' of type 'json_object'.");
  }

  private static Problem hosted(String members) {
    return Wire.problem(() -> told(members, Wire.HOSTED));
  }

  private static List<Item> told(String members) {
    return told(members, Wire.LENIENT);
  }

  private static List<Item> told(String members, DecodeOptions options) {
    CreateRequest request = Wire.request(members.replace("\n", ""), options);
    return Items.conversation(request, List.of(), Wire.SEALER).items();
  }
}
