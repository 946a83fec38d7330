package dev.ponder.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Cancelled;
import dev.ponder.core.EventSink;
import dev.ponder.core.Json;
import dev.ponder.core.Lineage;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseRequest;
import dev.ponder.state.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the model is told of the chain that an answer belongs to.
final class LineageTest {
  private final Listener listener = new Listener();
  private final State state = State.temporary();
  private final Api api = Api.start(Samples.foundation(state, listener, new Keeping.Forever()));

  /// Answers and remembers what it was asked, and told to forget.
  private static final class Listener implements Responder {
    private final List<Optional<Lineage>> lineages = new ArrayList<>();
    private final List<String> forgotten = new ArrayList<>();

    @Override
    public void respond(ResponseRequest request, EventSink events) throws Cancelled {
      lineages.add(request.lineage());
      Samples.quick().respond(request, events);
    }

    @Override
    public int inputTokens(ResponseRequest request) {
      return 1;
    }

    @Override
    public void forget(String owner, String lineage) {
      forgotten.add(owner + "'s " + lineage);
    }
  }

  @AfterEach
  void close() {
    api.close();
    state.close();
  }

  @Test
  void eachStoredResponseTakesThePlaceOfTheOneBefore() throws Exception {
    String first = answer("");
    String second = answer(",\"previous_response_id\":\"" + first + "\"");
    assertThat(listener.lineages)
        .containsExactly(
            Optional.of(new Lineage(Optional.empty(), first)),
            Optional.of(new Lineage(Optional.of(first), second)));
  }

  @Test
  void whatIsNotStoredIsNotGoneOn() throws Exception {
    String first = answer("");
    answer(",\"store\":false");
    answer(",\"store\":false,\"previous_response_id\":\"" + first + "\"");
    assertThat(listener.lineages.subList(1, 3)).containsOnly(Optional.empty());
  }

  @Test
  void aConversationGoesOnUnderItsOwnName() throws Exception {
    Json.Obj created = api.conversations().create(Samples.ADA, Json.parse("{}"));
    String conversation = Shelf.id(created);
    for (String more : List.of("", ",\"store\":false")) {
      answer(",\"conversation\":\"" + conversation + "\"" + more);
    }
    assertThat(listener.lineages)
        .containsOnly(Optional.of(new Lineage(Optional.of(conversation), conversation)));
    api.conversations().delete(Samples.ADA, conversation);
    assertThat(listener.forgotten).containsExactly("ada's " + conversation);
  }

  @Test
  void whatIsDeletedIsForgotten() throws Exception {
    String id = answer("");
    api.responses().delete(Samples.ADA, id);
    assertThat(listener.forgotten).containsExactly("ada's " + id);
  }

  /// The id of a response to a request with those fields.
  private String answer(String fields) throws Exception {
    Json body = Json.parse("{\"model\":\"tiny\",\"input\":\"Hello\"" + fields + "}");
    Submission submission = api.responses().submission(Samples.ADA, body);
    try (Reading reading = api.responses().answer(submission)) {
      while (true) {
        if (reading.next(Duration.ofSeconds(10))
            instanceof Reading.Step.Ended(Outcome.Made(Json.Obj response))) {
          return Shelf.id(response);
        }
      }
    }
  }
}
