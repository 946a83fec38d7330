package dev.ponder.hub;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files of a repository, by the hub's API: `/api/models/OWNER/REPO/tree/REVISION`, page by
/// page as its `Link` headers (RFC 8288) lead.
final class Listing {
  private static final int MOST_PAGES = 200;
  private static final int MOST_FILES = 100_000;
  private static final int MOST_PAGE_BYTES = 32 << 20;
  private static final Pattern NEXT =
      Pattern.compile("<([^>]{1,4000})>\\s*;[^,]*\\brel=\"?next\"?");

  private final Web web;
  private final HubOptions options;
  private final Surroundings surroundings;
  private final Patience patience;

  Listing(Web web, HubOptions options, Surroundings surroundings, Patience patience) {
    this.web = web;
    this.options = options;
    this.surroundings = surroundings;
    this.patience = patience;
  }

  /// All files.
  ///
  /// @throws HubException when the hub does not tell them
  List<HubFile> files(Repository repository, String revision) throws InterruptedException {
    List<HubFile> files = new ArrayList<>();
    Optional<URI> page = Optional.of(options.endpoint().tree(repository, revision));
    for (int count = 0; page.isPresent(); count++) {
      if (count == MOST_PAGES || files.size() > MOST_FILES) {
        throw new HubException(repository.text() + " has too many files to list");
      }
      URI uri = page.get();
      Page read = patience.insist(() -> read(repository, revision, uri));
      files.addAll(read.files());
      page = read.next();
    }
    return files;
  }

  /// The licence that the repository names, if the hub tells it at once.
  Optional<String> licence(Repository repository) throws InterruptedException {
    try (Answer answer = web.get(options.endpoint().about(repository), Map.of())) {
      if (answer.status() != 200 || !(json(answer) instanceof Json.Obj about)) {
        return Optional.empty();
      }
      return about.member("tags").stream()
          .flatMap(tags -> tags instanceof Json.Arr all ? all.elements().stream() : null)
          .flatMap(tag -> tag instanceof Json.Str(String text) ? Optional.of(text).stream() : null)
          .filter(tag -> tag.startsWith("license:"))
          .map(tag -> Printable.text(tag.substring("license:".length())))
          .findFirst();
    } catch (IOException | HubException e) {
      // Good to know, but no reason to fail.
      return Optional.empty();
    }
  }

  private record Page(List<HubFile> files, Optional<URI> next) {}

  private Page read(Repository repository, String revision, URI uri)
      throws IOException, InterruptedException {
    try (Answer answer = web.get(uri, Map.of("Accept", "application/json"))) {
      if (answer.status() != 200) {
        String at = revision.equals(Reference.MAIN) ? "" : " at revision " + revision;
        throw new Refusals(options, Optional.of(repository), surroundings.clock())
            .of(answer, "repository " + repository.text() + at);
      }
      if (!(json(answer) instanceof Json.Arr entries)) {
        throw new HubException("the hub's list of files is no list");
      }
      List<HubFile> files =
          entries.elements().stream().flatMap(entry -> file(entry).stream()).toList();
      return new Page(files, next(answer, uri));
    }
  }

  private static Optional<URI> next(Answer answer, URI uri) {
    return answer.headers().allValues("Link").stream()
        .map(NEXT::matcher)
        .filter(Matcher::find)
        .map(matcher -> Endpoint.web(uri.resolve(matcher.group(1)).toString()))
        .findFirst();
  }

  private static Json json(Answer answer) throws IOException {
    byte[] text = answer.body().readNBytes(MOST_PAGE_BYTES + 1);
    if (text.length > MOST_PAGE_BYTES) {
      throw new HubException(
          Web.shown(answer.uri()) + " answers more than " + MOST_PAGE_BYTES + " bytes");
    }
    try {
      return Json.parse(text);
    } catch (JsonSyntaxException e) {
      throw new HubException(
          "%s answers no JSON: %s".formatted(Web.shown(answer.uri()), e.getMessage()), e);
    }
  }

  private static Optional<HubFile> file(Json entry) {
    if (!(entry instanceof Json.Obj object)
        || !text(object, "type").filter("file"::equals).isPresent()) {
      return Optional.empty();
    }
    Optional<Json.Obj> lfs =
        object.member("lfs").filter(Json.Obj.class::isInstance).map(Json.Obj.class::cast);
    Optional<String> path = text(object, "path").filter(text -> text.length() <= 4096);
    long bytes = lfs.flatMap(large -> bytes(large)).or(() -> bytes(object)).orElse(-1L);
    if (path.isEmpty() || bytes < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new HubFile(
            path.get(), bytes, lfs.flatMap(large -> text(large, "oid")).flatMap(Digest::of)));
  }

  private static Optional<Long> bytes(Json.Obj object) {
    return object
        .member("size")
        .flatMap(size ->
            size instanceof Json.Num(String literal) ? Optional.of(literal) : Optional.empty())
        .filter(literal -> literal.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .filter(bytes -> bytes <= HubFile.MOST_BYTES);
  }

  private static Optional<String> text(Json.Obj object, String member) {
    return object
        .member(member)
        .flatMap(
            value -> value instanceof Json.Str(String text) ? Optional.of(text) : Optional.empty());
  }
}
