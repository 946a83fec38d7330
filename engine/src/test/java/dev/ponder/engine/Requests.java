package dev.ponder.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Requests and results in the words of the tests.
final class Requests {
  /// Whose the requests are unless they say so.
  static final String OWNER = "somebody";

  private Requests() {}

  /// A prompt of that length; the same number gives the same beginning for every length.
  static int[] prompt(int number, int length) {
    SplittableRandom random = new SplittableRandom(number);
    return IntStream.generate(() -> random.nextInt(100)).limit(length).toArray();
  }

  static int[] joined(int[] first, int[] second) {
    return IntStream.concat(IntStream.of(first), IntStream.of(second)).toArray();
  }

  static GenerationRequest greedy(int[] prompt, int maxTokens) {
    return with(prompt, maxTokens, SamplingParameters.GREEDY);
  }

  static GenerationRequest seeded(int[] prompt, int maxTokens, long seed) {
    return with(prompt, maxTokens, new SamplingParameters(0.9, 0.95, seed, 0.3, 0.2, Map.of(), -1));
  }

  static GenerationRequest with(int[] prompt, int maxTokens, SamplingParameters sampling) {
    return new GenerationRequest(
        prompt.clone(), sampling, Set.of(), maxTokens, TokenConstraint.NONE, OWNER);
  }

  static GenerationRequest stoppingAt(int token, int[] prompt, int maxTokens) {
    return new GenerationRequest(
        prompt, SamplingParameters.GREEDY, Set.of(token), maxTokens, TokenConstraint.NONE, OWNER);
  }

  static GenerationRequest constrained(int[] prompt, int maxTokens, TokenConstraint constraint) {
    return new GenerationRequest(
        prompt, SamplingParameters.GREEDY, Set.of(), maxTokens, constraint, OWNER);
  }

  /// The same request of another's.
  static GenerationRequest of(String owner, GenerationRequest request) {
    return new GenerationRequest(
        request.prompt().clone(),
        request.sampling(),
        request.stopTokens(),
        request.maxTokens(),
        request.constraint(),
        owner);
  }

  /// The same request, to be gone on under that name.
  static GenerationRequest in(Lineage lineage, GenerationRequest request) {
    return new GenerationRequest(
        request.prompt().clone(),
        request.sampling(),
        request.stopTokens(),
        request.maxTokens(),
        request.constraint(),
        request.owner(),
        Optional.of(lineage));
  }

  /// The first of a chain.
  static Lineage begin(String own) {
    return new Lineage(Optional.empty(), own);
  }

  /// All that a generation gave.
  record Result(List<TokenStep.Sampled> steps, TokenStep ending) {
    int[] tokens() {
      return steps.stream().mapToInt(TokenStep.Sampled::token).toArray();
    }

    TokenStep.Ended ended() {
      return (TokenStep.Ended) ending;
    }
  }

  /// Reads to the ending.
  static Result read(Generation generation) throws InterruptedException {
    List<TokenStep.Sampled> steps = new ArrayList<>();
    while (true) {
      switch (generation.next()) {
        case TokenStep.Sampled sampled -> steps.add(sampled);
        case TokenStep.Ended ended -> {
          return new Result(steps, ended);
        }
        case TokenStep.Broken broken -> {
          return new Result(steps, broken);
        }
      }
    }
  }
}
