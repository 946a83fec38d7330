package dev.ponder.protocol;

import dev.ponder.core.HostedModel;
import java.util.Locale;
import java.util.Optional;

/// How close requests are held to what the hosted o4-mini takes.
public enum Profile {
  /// What the engine can do is done, whether or not the hosted model would.
  LENIENT,
  /// What the hosted model refuses is refused, in its words and with its status and code.
  O4_MINI;

  /// The HTTP header by which a request chooses its profile.
  public static final String HEADER = "x-ponder-profile";

  /// The profile of that name, in which case does not matter.
  public static Optional<Profile> named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "lenient" -> Optional.of(LENIENT);
      case "o4-mini" -> Optional.of(O4_MINI);
      default -> Optional.empty();
    };
  }

  /// What an answer says made it: the exact version, or the hosted model's own where a client must
  /// not see a difference.
  ///
  /// @param asked the name in the request
  /// @param version as [dev.ponder.core.ResponseEvent.Started] tells it
  public String answeredBy(String asked, String version) {
    return switch (this) {
      case LENIENT -> version;
      case O4_MINI -> HostedModel.NAMES.contains(asked) ? HostedModel.SNAPSHOT : version;
    };
  }

  /// What it is called on the command line, in headers and in the documentation.
  public String label() {
    return switch (this) {
      case LENIENT -> "lenient";
      case O4_MINI -> "o4-mini";
    };
  }
}
