package dev.ponder.hub;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What somebody asks for, in the words of the command line.
public sealed interface Reference {

  /// A name from the catalogue or the store: `qwen3-4b`, `qwen3-4b:Q8_0`.
  ///
  /// @param quantisation which one, if not the catalogue's
  record Named(String name, Optional<String> quantisation) implements Reference {
    @Override
    public String text() {
      return name + quantisation.map(":"::concat).orElse("");
    }
  }

  /// Files of a repository: `hf:OWNER/REPO`, `hf:OWNER/REPO:Q8_0`, `hf:OWNER/REPO@REVISION:x.gguf`.
  ///
  /// @param pick a file (it ends in `.gguf`) or a quantisation; empty for the best default
  record InRepository(Repository repository, String revision, Optional<String> pick)
      implements Reference {
    @Override
    public String text() {
      String at = revision.equals(MAIN) ? "" : "@" + revision;
      return "hf:" + repository.text() + at + pick.map(":"::concat).orElse("");
    }
  }

  /// One file anywhere.
  record At(URI uri) implements Reference {
    @Override
    public String text() {
      return uri.toString();
    }
  }

  /// The branch that is meant when none is named.
  String MAIN = "main";

  Pattern NAMED = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,99})(?::([A-Za-z0-9._-]{1,40}))?");

  Pattern REPOSITORY =
      Pattern.compile("([^/@:\\s]+)/([^/@:\\s]+)(?:@([A-Za-z0-9._/-]{1,100}))?(?::(.{1,500}))?");

  /// Pages and files of a repository, as they are copied from a browser.
  Pattern PAGE = Pattern.compile("/([^/]+)/([^/]+)(?:/(?:blob|resolve|tree)/([^/]+)(?:/(.+))?)?/?");

  /// As the command line takes it, so that [#parse] gives the same again.
  String text();

  /// The reference that the text stands for.
  ///
  /// @param endpoint the hub, whose web addresses are understood as repositories
  /// @throws HubException when it has no meaning
  static Reference parse(String text, Endpoint endpoint) {
    String bare = text.strip();
    if (bare.regionMatches(true, 0, "http://", 0, 7)
        || bare.regionMatches(true, 0, "https://", 0, 8)) {
      return web(Endpoint.web(bare), endpoint);
    }
    Matcher named = NAMED.matcher(bare);
    if (named.matches() && !bare.regionMatches(true, 0, "hf:", 0, 3)) {
      return new Named(
          named.group(1).toLowerCase(Locale.ROOT), Optional.ofNullable(named.group(2)));
    }
    String repository = bare.replaceFirst("^(?i:hf:|hf\\.co/|huggingface\\.co/)", "");
    Matcher matcher = REPOSITORY.matcher(repository);
    if (!matcher.matches()) {
      throw new HubException(
          "'%s' is neither a name such as qwen3-4b nor hf:OWNER/REPO[:QUANT|FILE] nor an address"
              .formatted(Printable.text(bare)));
    }
    return inRepository(matcher);
  }

  /// The repository that a model of the store came from; empty for other sources.
  static Optional<InRepository> stored(String source) {
    Matcher matcher = REPOSITORY.matcher(source.replaceFirst("^hf:", ""));
    return source.startsWith("hf:") && matcher.matches()
        ? Optional.of(inRepository(matcher))
        : Optional.empty();
  }

  private static InRepository inRepository(Matcher matcher) {
    return new InRepository(
        new Repository(matcher.group(1), matcher.group(2)),
        Optional.ofNullable(matcher.group(3)).orElse(MAIN),
        Optional.ofNullable(matcher.group(4)));
  }

  private static Reference web(URI uri, Endpoint endpoint) {
    boolean hub =
        endpoint.owns(uri)
            || List.of("huggingface.co", "hf.co").contains(uri.getHost().toLowerCase(Locale.ROOT));
    // The path decoded: names are encoded again where they are used.
    String path = Optional.ofNullable(uri.getPath()).orElse("");
    String prefix = Optional.ofNullable(endpoint.base().getPath()).orElse("");
    String inside =
        endpoint.owns(uri) && path.startsWith(prefix) ? path.substring(prefix.length()) : path;
    Matcher page = PAGE.matcher(inside);
    if (!hub || !page.matches()) {
      return new At(uri);
    }
    return new InRepository(
        new Repository(page.group(1), page.group(2)),
        Optional.ofNullable(page.group(3)).orElse(MAIN),
        Optional.ofNullable(page.group(4)));
  }
}
