package dev.ponder.hub;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.stream.IntStream;

/// Makes orders of references, with the help of the catalogue and the hub.
record Orders(Catalogue catalogue, HubOptions options, Listing listing) {
  private static final int MOST_PARTS = 1_000;

  /// @throws HubException when there is no such model, or it is not clear which is meant
  Order of(Reference reference) throws InterruptedException {
    return switch (reference) {
      case Reference.Named named -> named(named);
      case Reference.InRepository inside -> fromRepository(inside);
      case Reference.At at -> at(at);
    };
  }

  /// The name in the store for a name of the catalogue, which tells quantisations apart.
  static String storeName(Reference.Named named, Catalogue catalogue) {
    Optional<String> usual =
        catalogue
            .find(named.name())
            .flatMap(entry ->
                entry.source() instanceof Reference.InRepository inside
                    ? inside.pick().flatMap(Quantisation::of)
                    : Optional.empty());
    return named
        .quantisation()
        .filter(asked -> usual.filter(asked::equalsIgnoreCase).isEmpty())
        .map(asked -> named.name() + "-" + asked.toLowerCase(Locale.ROOT))
        .orElse(named.name());
  }

  private Order named(Reference.Named named) throws InterruptedException {
    CatalogueEntry entry = catalogue.find(named.name()).orElseThrow(() -> unknown(named));
    Order order =
        switch (entry.source()) {
          case Reference.InRepository inside -> fromRepository(with(inside, named.quantisation()));
          case Reference.At at -> at(at);
          case Reference.Named _ -> throw new IllegalStateException("the catalogue names names");
        };
    Order pinned =
        named.quantisation().isEmpty() && entry.sha256().isPresent()
            ? pinned(order, entry.sha256().get())
            : order;
    return pinned.named(storeName(named, catalogue)).withLicence(entry.licence());
  }

  private static Reference.InRepository with(
      Reference.InRepository inside, Optional<String> quantisation) {
    return new Reference.InRepository(
        inside.repository(), inside.revision(), quantisation.or(inside::pick));
  }

  private static Order pinned(Order order, String sha256) {
    if (order.files().size() != 1) {
      throw new HubException(order.source() + " has several files, but the catalogue one digest");
    }
    RemoteFile file = order.files().getFirst();
    if (file.sha256().filter(hubs -> !hubs.equals(sha256)).isPresent()) {
      throw new HubException(
          "the hub's %s has SHA-256 %s, but the catalogue wants %s"
              .formatted(file.name(), file.sha256().get(), sha256));
    }
    RemoteFile exact = new RemoteFile(file.uri(), file.name(), file.bytes(), Optional.of(sha256));
    return new Order(
        order.name(), order.source(), order.repository(), List.of(exact), order.licence());
  }

  private HubException unknown(Reference.Named named) {
    List<String> near = catalogue.near(named.name());
    String meant = near.isEmpty() ? "" : ", did you mean " + String.join(" or ", near) + "?";
    return new HubException(
        ("there is no model '%s' in the catalogue%s (see 'ponder catalogue'; any repository:"
                + " hf:OWNER/REPO)")
            .formatted(named.name(), meant));
  }

  private Order fromRepository(Reference.InRepository inside) throws InterruptedException {
    Repository repository = inside.repository();
    Choice choice = new Choice(repository.text(), listing.files(repository, inside.revision()));
    List<HubFile> chosen =
        inside.pick().isPresent() ? choice.by(inside.pick().get()) : choice.byDefault();
    List<RemoteFile> files = chosen.stream().map(file -> remote(inside, file)).toList();
    Reference.InRepository exact =
        new Reference.InRepository(
            repository, inside.revision(), Optional.of(chosen.getFirst().path()));
    return new Order(
        name(chosen.getFirst().name()),
        exact.text(),
        Optional.of(repository),
        files,
        Optional.empty());
  }

  private RemoteFile remote(Reference.InRepository inside, HubFile file) {
    return new RemoteFile(
        options.endpoint().file(inside.repository(), inside.revision(), file.path()),
        RemoteFile.safeName(file.path()),
        OptionalLong.of(file.bytes()),
        file.sha256());
  }

  /// Of a part of several, all parts are meant.
  private static Order at(Reference.At at) {
    String path = Optional.ofNullable(at.uri().getPath()).orElse("");
    Matcher part = Choice.PART.matcher(path);
    int count = part.matches() ? Integer.parseInt(part.group(3)) : 1;
    if (count < 1 || count > MOST_PARTS) {
      throw new HubException("a model of " + count + " parts is refused");
    }
    List<RemoteFile> files =
        IntStream.rangeClosed(1, count)
            .mapToObj(number -> part.matches() ? sibling(at.uri(), number, count) : at.uri())
            .map(uri ->
                new RemoteFile(
                    uri,
                    RemoteFile.safeName(String.valueOf(uri.getPath())),
                    OptionalLong.empty(),
                    Optional.empty()))
            .toList();
    return new Order(
        name(files.getFirst().name()), at.text(), Optional.empty(), files, Optional.empty());
  }

  private static URI sibling(URI part, int number, int count) {
    String name = "-%05d-of-%05d.".formatted(number, count);
    return URI.create(part.toString().replaceFirst("-\\d{5}-of-\\d{5}\\.", name));
  }

  /// What to call a model by its file: the name without ending, in small letters.
  private static String name(String file) {
    String stem = Choice.stem(RemoteFile.safeName(file)).toLowerCase(Locale.ROOT);
    return ModelStore.checkedName(
        stem.replaceAll("[^a-z0-9._-]+", "-").replaceFirst("^[^a-z0-9]+", ""));
  }
}
