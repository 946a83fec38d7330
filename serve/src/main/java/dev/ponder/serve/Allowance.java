package dev.ponder.serve;

import dev.ponder.api.Grant;
import dev.ponder.core.Problem;
import dev.ponder.core.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is left of the requests and tokens that a key may use per minute. Thread-safe.
///
/// A request counts when it is let in, its tokens when they are known: a key that still has some
/// tokens may overdraw them by one answer, and then waits until they are back.
final class Allowance {
  private final String id;
  private final Optional<Bucket> requests;
  private final Optional<Bucket> tokens;

  Allowance(Grant grant, InstantSource clock) {
    this.id = grant.id();
    this.requests = bucket(grant.requestsPerMinute(), clock);
    this.tokens = bucket(grant.tokensPerMinute(), clock);
  }

  private static Optional<Bucket> bucket(java.util.OptionalLong perMinute, InstantSource clock) {
    return perMinute.isEmpty()
        ? Optional.empty()
        : Optional.of(new Bucket(perMinute.getAsLong(), clock));
  }

  /// Takes one request.
  ///
  /// @throws Refusal when requests or tokens are used up
  void take() {
    if (tokens.isPresent() && tokens.get().level() < 1) {
      throw refused(Problem.Kind.TOKENS_LIMITED, "tokens per min (TPM)", tokens.get());
    }
    if (requests.isPresent() && !requests.get().take()) {
      throw refused(Problem.Kind.RATE_LIMITED, "requests per min (RPM)", requests.get());
    }
  }

  /// Takes the tokens of an answer.
  void count(Usage usage) {
    use((long) usage.inputTokens() + usage.outputTokens());
  }

  private void use(long count) {
    tokens.ifPresent(bucket -> bucket.use(count));
  }

  /// What is left, as OpenAI's API tells it; nothing about what is not limited.
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    requests.ifPresent(bucket -> describe(bucket, "requests", headers));
    tokens.ifPresent(bucket -> describe(bucket, "tokens", headers));
    return headers;
  }

  /// What is left, as Anthropic's API tells it.
  Map<String, String> anthropicHeaders(Instant now) {
    Map<String, String> headers = new LinkedHashMap<>();
    requests.ifPresent(bucket -> tell(bucket, "requests", now, headers));
    tokens.ifPresent(bucket -> tell(bucket, "tokens", now, headers));
    return headers;
  }

  private static void tell(Bucket bucket, String what, Instant now, Map<String, String> headers) {
    String name = "anthropic-ratelimit-" + what;
    Instant full = now.plus(bucket.untilFull()).truncatedTo(ChronoUnit.SECONDS);
    headers.put(name + "-limit", Long.toString(bucket.capacity()));
    headers.put(name + "-remaining", Long.toString((long) Math.max(0, bucket.level())));
    headers.put(name + "-reset", full.toString());
  }

  private static void describe(Bucket bucket, String what, Map<String, String> headers) {
    headers.put("x-ratelimit-limit-" + what, Long.toString(bucket.capacity()));
    headers.put("x-ratelimit-remaining-" + what, Long.toString((long) Math.max(0, bucket.level())));
    headers.put("x-ratelimit-reset-" + what, spelled(bucket.untilFull()));
  }

  private Refusal refused(Problem.Kind kind, String what, Bucket bucket) {
    Duration wait = bucket.untilOne();
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    Problem problem =
        new Problem(
            kind,
            "Rate limit reached for %s on %s: Limit %d. Please try again in %s."
                .formatted(id, what, bucket.capacity(), spelled(wait)),
            Optional.empty(),
            Optional.of("rate_limit_exceeded"));
    return new Refusal(
        429,
        problem,
        Map.of(
            "Retry-After",
            Long.toString(seconds),
            "retry-after-ms",
            Long.toString(wait.toMillis())));
  }

  /// A duration as Go writes it: `12ms`, `1.5s`, `6m0s`.
  static String spelled(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) {
      return millis + "ms";
    }
    String minutes = duration.toMinutes() > 0 ? duration.toMinutes() + "m" : "";
    String fraction = "%03d".formatted(duration.toMillisPart()).replaceAll("0+$", "");
    return minutes + duration.toSecondsPart() + (fraction.isEmpty() ? "" : "." + fraction) + "s";
  }
}
