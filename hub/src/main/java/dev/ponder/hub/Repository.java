package dev.ponder.hub;

import java.util.regex.Pattern;

/// A repository on the hub.
public record Repository(String owner, String name) {
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,95}");

  /// @throws HubException when one of them is no name on the hub
  public Repository {
    if (!isName(owner) || !isName(name)) {
      throw new HubException(
          Printable.text(owner + "/" + name) + " is no repository: it takes the form OWNER/NAME");
    }
  }

  /// `OWNER/NAME`.
  static Repository of(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new Repository("", text)
        : new Repository(text.substring(0, slash), text.substring(slash + 1));
  }

  /// `OWNER/NAME`.
  public String text() {
    return owner + "/" + name;
  }

  private static boolean isName(String part) {
    return PART.matcher(part).matches() && !part.contains("..");
  }
}
