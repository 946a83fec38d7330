package dev.ponder.hub;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/// What a status other than success means for the user.
///
/// @param asked the repository, where it is one
record Refusals(HubOptions options, Optional<Repository> asked, Clock clock) {
  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

  /// The failure behind an answer that is no success.
  ///
  /// @param what was asked for, such as `OWNER/REPO` or `the file x.gguf of OWNER/REPO`
  /// @return one that may pass
  /// @throws HubException for the others
  IOException of(Answer answer, String what) {
    int status = answer.status();
    boolean own = options.endpoint().owns(answer.uri());
    if (PASSING.contains(status)) {
      String busy = status == 429 ? " asks for fewer requests" : " answers " + status;
      return new TryAgain(answer.uri().getAuthority() + busy, retryAfter(answer));
    }
    if (status == 403 && asked.isPresent() && !own) {
      // Signed addresses expire; the next attempt gets a new one.
      return new TryAgain(answer.uri().getAuthority() + " answers 403", Optional.empty());
    }
    throw new HubException(
        asked.isPresent() && own && (status == 401 || status == 403)
            ? noAccess(answer, asked.get())
            : other(answer, what));
  }

  private String other(Answer answer, String what) {
    URI uri = answer.uri();
    if (answer.status() == 404 || answer.status() == 410) {
      boolean own = options.endpoint().owns(uri);
      Object place = own ? options.endpoint().base() : uri.getAuthority();
      return "there is no %s at %s".formatted(what, place);
    }
    String why =
        answer
            .headers()
            .firstValue("X-Error-Message")
            .map(text -> ": " + Printable.text(text))
            .orElse("");
    return "%s answers %d%s".formatted(Web.shown(uri), answer.status(), why);
  }

  private String noAccess(Answer answer, Repository repository) {
    Endpoint endpoint = options.endpoint();
    boolean gated =
        answer.status() == 403
            || answer.headers().firstValue("X-Error-Code").orElse("").equals("GatedRepo");
    String name = repository.text();
    URI page = endpoint.page(repository);
    String tokens = endpoint.base() + "/settings/tokens";
    if (options.token().isEmpty()) {
      String why =
          gated
              ? " is gated: accept its licence at "
              : " does not exist, or is private or gated: check the spelling, or accept its licence"
                  + " at ";
      return "%s%s%s, make a token at %s and set HF_TOKEN".formatted(name, why, page, tokens);
    }
    if (!Endpoint.isPrivate(endpoint.base())) {
      return "%s wants a token, which is not sent over plain http to %s"
          .formatted(name, endpoint.base().getAuthority());
    }
    return gated
        ? ("the token has no access to %s: accept its licence at %s, or use the token of an account"
                + " that may")
            .formatted(name, page)
        : "the hub does not accept the token for %s: make a new one at %s".formatted(name, tokens);
  }

  /// Seconds or a date (RFC 9110, 10.2.3).
  private Optional<Duration> retryAfter(Answer answer) {
    return answer.headers().firstValue("Retry-After").map(String::strip).flatMap(this::retryAfter);
  }

  private Optional<Duration> retryAfter(String text) {
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration wait = Duration.between(clock.instant(), date.toInstant());
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
