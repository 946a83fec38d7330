package dev.ponder.protocol.anthropic;

import dev.ponder.core.Defaults;
import dev.ponder.core.ModelInfo;
import dev.ponder.protocol.Sealer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// What the tests of this package share.
final class Fakes {
  static final MessageOrigin ORIGIN = new MessageOrigin("msg_1", "req_1", 9);

  static final MessagesOptions STRICT =
      new MessagesOptions(_ -> Defaults.API, new Brackets(), Extras.REFUSED);
  static final MessagesOptions BETA =
      new MessagesOptions(_ -> Defaults.API, new Brackets(), Extras.TOLERATED);

  private Fakes() {}

  /// Seals in plain sight.
  static final class Brackets implements Sealer {
    @Override
    public String seal(String text) {
      return "[" + text + "]";
    }

    @Override
    public Optional<String> open(String sealed) {
      boolean whole = sealed.startsWith("[") && sealed.endsWith("]");
      return whole ? Optional.of(sealed.substring(1, sealed.length() - 1)) : Optional.empty();
    }
  }

  static ModelInfo model(ModelInfo.Visibility visibility) {
    return ModelInfo.of("tiny", Optional.empty(), Instant.ofEpochSecond(1_750_000_000), 4096)
        .renamed("tiny", visibility);
  }

  /// A request with these members beside the model and a limit.
  static MessagesRequest decode(String members, MessagesOptions options) {
    String body = "{\"model\":\"tiny\",\"max_tokens\":2048," + members + "}";
    return Messages.decode(body.getBytes(StandardCharsets.UTF_8), options);
  }

  static MessagesRequest decode(String members) {
    return decode(members, STRICT);
  }

  /// A request in which the user says hello.
  static MessagesRequest hello(String members) {
    String more = members.isEmpty() ? "" : "," + members;
    return decode("\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]" + more);
  }
}
