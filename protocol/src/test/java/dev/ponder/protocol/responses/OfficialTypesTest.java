package dev.ponder.protocol.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.ObjectMappers;
import com.openai.models.conversations.Conversation;
import com.openai.models.conversations.items.ConversationItemList;
import com.openai.models.responses.CompactedResponse;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.inputitems.ResponseItemList;
import dev.ponder.core.Json;
import dev.ponder.core.Usage;
import dev.ponder.protocol.Origin;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// OpenAI's own client finds everything where its types say: every object and every event that is
/// written here passes its validation.
class OfficialTypesTest {
  private static final JsonMapper MAPPER = ObjectMappers.jsonMapper();

  @ParameterizedTest
  @MethodSource("dev.ponder.protocol.responses.GoldenResponsesTest#names")
  void transcriptsAreValid(String name) throws IOException {
    List<String> lines = GoldenResponsesTest.written(name).lines().toList();
    for (String event : lines.subList(0, lines.size() - 1)) {
      MAPPER.readValue(event, ResponseStreamEvent.class).validate();
    }
    Response response = MAPPER.readValue(lines.getLast(), Response.class).validate();

    assertThat(response.id()).isEqualTo("resp_golden");
  }

  @Test
  void listedItemsAreValid() throws IOException {
    List<Json.Obj> items =
        Wire.request(
                """
                'input':[{'role':'user','content':'Hi'},{'role':'assistant','content':'Ho'},
                {'role':'user','content':[{'type':'input_image','image_url':'https://x/y.png'},
                {'type':'input_file','file_id':'file-1'}]},
                {'type':'function_call','call_id':'a','name':'f','arguments':'{}'},
                {'type':'function_call_output','call_id':'a','output':'1'},
                {'type':'custom_tool_call','call_id':'b','name':'f','input':'{}'},
                {'type':'custom_tool_call_output','call_id':'b','output':'1'},
                {'type':'reasoning','summary':[{'type':'summary_text','text':'s'}]},
                {'type':'compaction','encrypted_content':'sealed:a'}]\
                """
                    .replace("\n", ""))
            .input();
    String list = Items.list(items, Items.More.LAST_PAGE).text();

    assertThat(MAPPER.readValue(list, ResponseItemList.class).validate().data()).hasSize(9);
    assertThat(MAPPER.readValue(list, ConversationItemList.class).validate().data()).hasSize(9);
  }

  @Test
  void otherObjectsAreValid() throws IOException {
    String conversation =
        Conversations.conversation("conv_1", 7, Json.object().put("a", "b").build()).text();
    String compaction =
        Compaction.answer(
                new Origin("resp_1", 7),
                Compaction.output(Wire.request("").input(), "s", Wire.SEALER, Wire.ids()),
                new Usage(3, 0, 2, 1))
            .text();

    assertThat(MAPPER.readValue(conversation, Conversation.class).validate().createdAt())
        .isEqualTo(7);
    assertThat(MAPPER.readValue(compaction, CompactedResponse.class).validate().output())
        .hasSize(1);
  }
}
