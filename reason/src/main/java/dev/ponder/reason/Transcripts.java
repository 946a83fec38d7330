package dev.ponder.reason;

import dev.ponder.core.Item;
import dev.ponder.core.Problem;
import dev.ponder.model.LoadedModel;
import dev.ponder.model.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Conversations as the tokens that a model sees and should write, for whoever trains one. Prompts
/// are those that [LocalResponder] sends to the engine, to the token. Immutable and thread-safe.
public final class Transcripts {
  private final Tokenizer tokenizer;
  private final PromptFormat format;
  private final PromptEncoder encoder;
  private final int contextLength;

  private Transcripts(Tokenizer tokenizer, PromptFormat format, int contextLength) {
    this.tokenizer = tokenizer;
    this.format = format;
    this.encoder = new PromptEncoder(tokenizer, contextLength);
    this.contextLength = contextLength;
  }

  /// An assistant's turn in tokens.
  ///
  /// @param tokens from the one after the prompt to the one that ends the turn
  /// @param stretches for each token the number of the stretch of [Speech#thought] in which it
  ///   begins, or -1 where it is none of the thought
  public record Turn(int[] tokens, int[] stretches) {}

  /// Those of that model.
  ///
  /// @throws dev.ponder.model.UnusableModelException when the model's prompt format is unknown
  public static Transcripts of(LoadedModel model) {
    return new Transcripts(
        model.tokenizer(), PromptFormats.choose(model), model.model().config().contextLength());
  }

  /// Those of a model that is yet to be made.
  ///
  /// @param name of the model, for messages
  /// @param template its chat template
  /// @param contextLength most tokens of a prompt
  /// @throws dev.ponder.model.UnusableModelException as [#of(LoadedModel)] does
  public static Transcripts of(
      String name, Tokenizer tokenizer, String template, int contextLength) {
    return new Transcripts(
        tokenizer, PromptFormats.choose(name, tokenizer, Optional.of(template)), contextLength);
  }

  /// The tokens up to where the assistant speaks.
  ///
  /// @throws Problem.Exceptional when the family cannot express the conversation, or it cannot fit
  public int[] prompt(PromptRequest request) {
    return encoder.encode(format.render(request).prompt());
  }

  /// What the model should write after that prompt to say this; empty where its family's way of
  /// writing answers is not known well enough, or has no place for a thought.
  ///
  /// @throws Problem.Exceptional when it cannot fit the context
  public Optional<Turn> answer(PromptRequest request, Speech speech) {
    return format.continued(request, speech).map(continued -> turn(continued, speech));
  }

  private Turn turn(Continued continued, Speech speech) {
    int[] tokens = encoder.encode(continued.turn());
    int[] stretches = new int[tokens.length];
    Arrays.fill(stretches, -1);
    int[] ends = new int[speech.thought().size()];
    int end = continued.thoughtStart();
    for (int stretch = 0; stretch < ends.length; stretch++) {
      end += speech.thought().get(stretch).getBytes(StandardCharsets.UTF_8).length;
      ends[stretch] = end;
    }
    int place = 0;
    int stretch = 0;
    for (int i = 0; i < tokens.length; i++) {
      while (stretch < ends.length && place >= ends[stretch]) {
        stretch++;
      }
      stretches[i] = stretch < ends.length && place >= continued.thoughtStart() ? stretch : -1;
      place += tokenizer.bytesAfter(i == 0 ? -1 : tokens[i - 1], tokens[i]).length;
    }
    return new Turn(tokens, stretches);
  }

  /// What a model said that continued that prompt with these tokens. Never throws on odd output;
  /// what stops the model may be among the tokens or not.
  ///
  /// @param answer tokens after the prompt
  public Speech speech(PromptRequest request, int[] answer) {
    OutputParser parser = format.render(request).parser(new Plan(contextLength, contextLength));
    Told told = new Told();
    for (int token : answer) {
      if (stops().contains(token)) {
        break;
      }
      parser.accept(token).forEach(told::add);
    }
    parser.end().forEach(told::add);
    return told.speech();
  }

  /// Tokens that end the assistant's turn.
  public Set<Integer> stops() {
    return format.stopTokens();
  }

  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /// What the model's family is called, for messages.
  public String family() {
    return format.name();
  }

  /// Puts events together.
  private static final class Told {
    private final StringBuilder thought = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final List<Item.ToolCall> calls = new ArrayList<>();
    private final StringBuilder arguments = new StringBuilder();
    private String name = "";

    void add(OutputEvent event) {
      switch (event) {
        case OutputEvent.Thinking(String more) -> thought.append(more);
        case OutputEvent.Answer(String more) -> text.append(more);
        case OutputEvent.CallStarted(String called) -> {
          name = called;
          arguments.setLength(0);
        }
        case OutputEvent.CallArguments(String more) -> arguments.append(more);
        case OutputEvent.CallEnded() ->
            calls.add(new Item.ToolCall("call_" + calls.size(), name, arguments.toString()));
      }
    }

    Speech speech() {
      List<String> stretches = thought.isEmpty() ? List.of() : List.of(thought.toString());
      return new Speech(stretches, text.toString(), calls);
    }
  }
}
