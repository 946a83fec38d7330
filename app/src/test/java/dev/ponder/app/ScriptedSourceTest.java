package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Conversation;
import dev.ponder.core.Item;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Role;
import dev.ponder.fleet.Fleet;
import dev.ponder.fleet.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptedSourceTest {
  @TempDir private Path folder;

  @Test
  void aScriptIsServedLikeAModel() throws Exception {
    String model = "scripted:" + written("Loop.jsonl", "{\"reply\":{\"text\":\"{{last_user}}\"}}");
    ScriptedSource source = ScriptedSource.read(model, Optional.empty());
    List<ResponseEvent> events = new ArrayList<>();

    try (Fleet fleet = Fleet.of(() -> List.of(source), new Names(Map.of()), source.bytes())) {
      fleet.respond(
          ResponseRequest.of(
              "o4-mini", new Conversation(List.of(Item.Message.of(Role.USER, "hi")))),
          events::add);
    }

    assertThat(source.info().id()).isEqualTo("loop");
    assertThat(events).contains(new ResponseEvent.TextDelta("hi", List.of()));
  }

  @Test
  void aMistakeNamesFileAndLine() throws IOException {
    Path file = written("bad.json", "{\"reply\":{}}\n{\"reply\":{\"text\":1}}");

    assertThatThrownBy(() -> ScriptedSource.read("scripted:" + file, Optional.empty()))
        .isInstanceOf(Mistake.class)
        .hasMessage(file + ": line 2: 'reply.text' must be a string, not a number");
    assertThatThrownBy(() -> ScriptedSource.read("scripted:" + folder, Optional.empty()))
        .hasMessage(folder + ": no such file");
  }

  private Path written(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
