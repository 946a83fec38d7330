package dev.ponder.reason;

import dev.ponder.core.Cancelled;
import dev.ponder.core.EventSink;
import dev.ponder.core.FinishReason;
import dev.ponder.core.Problem;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Sampling;
import dev.ponder.core.Usage;
import dev.ponder.engine.Engine;
import dev.ponder.engine.Generation;
import dev.ponder.engine.GenerationRequest;
import dev.ponder.engine.Lineage;
import dev.ponder.engine.OverloadedException;
import dev.ponder.engine.SamplingParameters;
import dev.ponder.engine.TokenStep;
import dev.ponder.model.LoadedModel;
import dev.ponder.model.UnusableModelException;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/// Answers with a model of this process: render, plan, submit, parse. Thread-safe; each answer is
/// made on its caller's thread while the engine's thread computes.
public final class LocalResponder implements Responder {
  private static final System.Logger LOG = System.getLogger(LocalResponder.class.getName());

  private final Tokenizer tokenizer;
  private final PromptFormat format;
  private final PromptEncoder encoder;
  private final OutputRules rules;
  private final Engine engine;
  private final String version;
  private final LongSupplier seeds;

  private LocalResponder(
      Tokenizer tokenizer, PromptFormat format, Engine engine, String version, LongSupplier seeds) {
    this.tokenizer = tokenizer;
    this.format = format;
    this.encoder = new PromptEncoder(tokenizer, engine.options().contextLength());
    this.rules = new OutputRules(tokenizer, format);
    this.engine = engine;
    this.version = version;
    this.seeds = seeds;
  }

  /// A responder for that model, run by that engine.
  ///
  /// @param version what answers call themselves, see [dev.ponder.core.ModelInfo#version]
  /// @throws UnusableModelException when the model's prompt format is unknown
  public static LocalResponder of(LoadedModel model, Engine engine, String version) {
    return of(model.tokenizer(), PromptFormats.choose(model), engine, version);
  }

  /// A responder for a chosen format.
  static LocalResponder of(
      Tokenizer tokenizer, PromptFormat format, Engine engine, String version) {
    LongSupplier seeds = () -> ThreadLocalRandom.current().nextLong();
    return new LocalResponder(tokenizer, format, engine, version, seeds);
  }

  @Override
  public void respond(ResponseRequest request, EventSink events) throws Cancelled {
    SamplingParameters sampling = parameters(request.sampling());
    Rendering rendering = format.render(PromptRequest.of(request));
    int[] prompt = encoder.encode(rendering.prompt());
    Plan plan =
        new Planner(engine.options().contextLength(), rendering.thought(), rendering.opening())
            .plan(Planner.Wishes.of(request), prompt.length);
    if (plan.answersAtOnce()) {
      prompt = PromptEncoder.append(prompt, rendering.thought().skip());
    }
    AffordableConstraint constraint =
        new AffordableConstraint(rules.of(request, rendering, plan), format.stopTokens());
    GenerationRequest generationRequest =
        new GenerationRequest(
            prompt,
            sampling,
            format.stopTokens(),
            plan.outputTokens(),
            constraint,
            request.owner(),
            request.lineage().map(LocalResponder::lineage));
    int promptTokens = prompt.length;
    try (Generation generation = submit(generationRequest)) {
      events.accept(new ResponseEvent.Started(version));
      AnswerStream answer = new AnswerStream(tokenizer, rendering.parser(plan), request, events);
      ResponseEvent last = read(generation, promptTokens, answer);
      events.accept(
          constraint.problem().<ResponseEvent>map(ResponseEvent.Failed::new).orElse(last));
    } catch (InterruptedException e) {
      throw new Cancelled("interrupted while the model answered");
    }
  }

  private static Lineage lineage(dev.ponder.core.Lineage lineage) {
    return new Lineage(lineage.previous(), lineage.own());
  }

  @Override
  public void forget(String owner, String lineage) {
    engine.forget(owner, lineage);
  }

  @Override
  public int inputTokens(ResponseRequest request) {
    return encoder.encode(format.render(PromptRequest.of(request)).prompt()).length;
  }

  private Generation submit(GenerationRequest request) {
    try {
      return engine.submit(request);
    } catch (OverloadedException e) {
      throw Problem.of(Problem.Kind.OVERLOADED, "The server is busy. Please try again shortly.")
          .exception();
    } catch (IllegalStateException e) {
      throw Problem.of(Problem.Kind.UNAVAILABLE, "The server is shutting down.").exception();
    }
  }

  /// Reads the generation to its end and returns the event that ends the answer.
  private static ResponseEvent read(Generation generation, int promptTokens, AnswerStream answer)
      throws Cancelled, InterruptedException {
    while (true) {
      switch (generation.next()) {
        case TokenStep.Sampled sampled -> {
          answer.accept(sampled);
          if (answer.stopped()) {
            return stoppedEarly(generation, promptTokens, answer);
          }
        }
        case TokenStep.Ended ended -> {
          answer.end();
          return finished(ended, answer);
        }
        case TokenStep.Broken(String why) -> {
          LOG.log(System.Logger.Level.ERROR, "generation broke off: {0}", why);
          return new ResponseEvent.Failed(
              Problem.of(
                  Problem.Kind.INTERNAL, "The model stopped unexpectedly. Please try again."));
        }
      }
    }
  }

  private static ResponseEvent stoppedEarly(
      Generation generation, int promptTokens, AnswerStream answer) {
    generation.close();
    Usage usage =
        new Usage(
            promptTokens,
            generation.cachedTokens(),
            answer.sampledTokens(),
            answer.reasoningTokens());
    return new ResponseEvent.Finished(ending(answer), usage, answer.stopString());
  }

  private static ResponseEvent finished(TokenStep.Ended ended, AnswerStream answer) {
    FinishReason reason =
        switch (ended.cause()) {
          case STOP_TOKEN -> ending(answer);
          // A call that was cut off ended, but is not complete.
          case MAX_TOKENS, CONTEXT_FULL ->
              answer.stopString().isPresent() ? ending(answer) : FinishReason.LENGTH;
        };
    Usage usage =
        new Usage(
            ended.promptTokens(),
            ended.cachedTokens(),
            ended.sampledTokens(),
            answer.reasoningTokens());
    return new ResponseEvent.Finished(reason, usage, answer.stopString());
  }

  private static FinishReason ending(AnswerStream answer) {
    return answer.called() ? FinishReason.TOOL_CALLS : FinishReason.STOP;
  }

  private SamplingParameters parameters(Sampling sampling) {
    for (int token : sampling.logitBias().keySet()) {
      if (token < 0 || token >= tokenizer.size()) {
        throw Problem.invalid(
                "logit_bias",
                "invalid_value",
                "Invalid key in 'logit_bias': %d is no token of this model, whose tokens are 0 to %d."
                    .formatted(token, tokenizer.size() - 1))
            .exception();
      }
    }
    return new SamplingParameters(
        sampling.temperature(),
        sampling.topP(),
        sampling.seed().orElseGet(seeds),
        sampling.presencePenalty(),
        sampling.frequencyPenalty(),
        sampling.logitBias(),
        sampling.topLogprobs().orElse(-1),
        sampling.topK().orElse(0));
  }
}
