package dev.ponder.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Brings models into the store.
public final class Puller implements AutoCloseable {
  /// Left free on the disk.
  private static final long RESERVE = 64L << 20;

  private static final int MOST_RESTARTS = 2;

  private final HubOptions options;
  private final Catalogue catalogue;
  private final ModelStore store;
  private final Surroundings surroundings;
  private final Web web;

  Puller(HubOptions options, Catalogue catalogue, ModelStore store, Surroundings surroundings) {
    this.options = options;
    this.catalogue = catalogue;
    this.store = store;
    this.surroundings = surroundings;
    this.web = new Web(options, surroundings);
  }

  /// One that uses the network; to be closed.
  public static Puller of(HubOptions options, Catalogue catalogue, ModelStore store) {
    return new Puller(options, catalogue, store, Surroundings.real());
  }

  /// Fetches what the reference names, unless the store has it. What an earlier attempt left is
  /// used.
  ///
  /// @throws HubException when that fails; the message says why. What has come stays for the next
  ///   attempt, unless it is wrong
  /// @throws InterruptedException when the thread is interrupted; what has come stays
  public Pulled pull(Reference reference, PullListener listener) throws InterruptedException {
    return pull(reference, Optional.empty(), listener);
  }

  /// As [#pull(Reference, PullListener)], stored under that name.
  public Pulled pull(Reference reference, String name, PullListener listener)
      throws InterruptedException {
    return pull(reference, Optional.of(ModelStore.checkedName(name)), listener);
  }

  private Pulled pull(Reference reference, Optional<String> name, PullListener listener)
      throws InterruptedException {
    Tally tally = new Tally(listener);
    Patience patience = new Patience(surroundings.pauses(), tally, 1);
    Listing listing = new Listing(web, options, surroundings, patience);
    Order found = new Orders(catalogue, options, listing).of(reference);
    Order order = name.map(found::named).orElse(found);
    List<Probe> probes = new ArrayList<>();
    for (RemoteFile file : order.files()) {
      probes.add(patience.insist(() -> probe(order, file)));
    }
    Path folder = store.folder(order.name());
    try (StoreLock _ = store.lock(order.name())) {
      Optional<StoredModel> present = present(order, folder);
      if (present.filter(model -> isCurrent(model, probes, order)).isPresent()) {
        return new Pulled.UpToDate(present.get());
      }
      List<String> digests = fetch(order, probes, folder, tally);
      Order licensed = order.licence().isPresent() ? order : licensed(order, listing);
      return new Pulled.Fetched(publish(licensed, probes, digests));
    } catch (IOException e) {
      throw new HubException("cannot write to %s: %s".formatted(folder, e), e);
    }
  }

  @Override
  public void close() {
    web.close();
  }

  private Probe probe(Order order, RemoteFile file) throws IOException, InterruptedException {
    return Probe.of(file, web, refusals(order));
  }

  private Refusals refusals(Order order) {
    return new Refusals(options, order.repository(), surroundings.clock());
  }

  private static Order licensed(Order order, Listing listing) throws InterruptedException {
    return order.repository().isPresent()
        ? order.withLicence(listing.licence(order.repository().get()))
        : order;
  }

  private static Optional<StoredModel> present(Order order, Path folder) {
    Optional<StoredModel> present = Manifest.read(folder);
    if (present.filter(model -> !sameOrigin(model.source(), order.source())).isPresent()) {
      throw new HubException(
          "the store has another '%s', from %s: pull with --name OTHER, or remove it first"
              .formatted(order.name(), present.get().source()));
    }
    return present;
  }

  /// The file may be another one: the catalogue can come to prefer a newer one of a repository.
  private static boolean sameOrigin(String source, String other) {
    return source.equals(other)
        || repository(source)
            .filter(mine -> repository(other).equals(Optional.of(mine)))
            .isPresent();
  }

  private static Optional<Repository> repository(String source) {
    return Reference.stored(source).map(Reference.InRepository::repository);
  }

  private static boolean isCurrent(StoredModel model, List<Probe> probes, Order order) {
    return model.files().size() == probes.size()
        && IntStream.range(0, probes.size())
            .allMatch(i ->
                isCurrent(
                    model.folder(),
                    model.files().get(i),
                    order.files().get(i).name(),
                    probes.get(i).identity()));
  }

  private static boolean isCurrent(
      Path folder, StoredModel.StoredFile file, String name, Identity identity) {
    try {
      return file.name().equals(name)
          && file.bytes() == identity.bytes()
          && identity.sha256().filter(sha -> !sha.equals(file.sha256())).isEmpty()
          && Files.size(folder.resolve(name)) == file.bytes();
    } catch (IOException e) {
      return false;
    }
  }

  private List<String> fetch(Order order, List<Probe> probes, Path folder, Tally tally)
      throws InterruptedException {
    List<Partial> partials = new ArrayList<>();
    for (int i = 0; i < probes.size(); i++) {
      Path target = folder.resolve(order.files().get(i).name());
      Partial partial = Partial.open(target, probes.get(i).identity());
      if (Partial.hasBytes(target) && partial.missing().bytes() == partial.identity().bytes()) {
        tally.on(new PullEvent.Restarted(order.files().get(i).name()));
      }
      partials.add(partial);
    }
    long total = partials.stream().mapToLong(partial -> partial.identity().bytes()).sum();
    long missing = partials.stream().mapToLong(partial -> partial.missing().bytes()).sum();
    checkSpace(order, folder, missing);
    List<String> names = order.files().stream().map(RemoteFile::name).toList();
    tally.begin(total - missing, total);
    tally.on(new PullEvent.Planned(order.name(), names, total, total - missing));
    List<String> digests = new ArrayList<>();
    for (int i = 0; i < partials.size(); i++) {
      digests.add(fetch(order, order.files().get(i), probes.get(i), partials.get(i), tally));
    }
    return digests;
  }

  private String fetch(Order order, RemoteFile file, Probe probe, Partial partial, Tally tally)
      throws InterruptedException {
    Download download = new Download(web, options, surroundings, refusals(order), tally);
    Probe current = probe;
    Partial begun = partial;
    for (int restart = 0; ; restart++) {
      try {
        return download.fetch(file, current, begun);
      } catch (Download.Changed e) {
        if (restart == MOST_RESTARTS) {
          throw new HubException(file.name() + " keeps changing on the server; pull again later");
        }
        tally.on(new PullEvent.Restarted(file.name()));
        current = new Patience(surroundings.pauses(), tally, 1).insist(() -> probe(order, file));
        long had = begun.identity().bytes() - begun.missing().bytes();
        begun = Partial.open(begun.target(), current.identity());
        tally.add(begun.identity().bytes() - begun.missing().bytes() - had);
      }
    }
  }

  private void checkSpace(Order order, Path folder, long missing) {
    long free = surroundings.freeBytes().applyAsLong(folder);
    if (missing > 0 && missing > free - RESERVE) {
      throw new HubException(
          "%s needs %s more in %s, which has %s free"
              .formatted(
                  order.name(), Printable.bytes(missing), store.root(), Printable.bytes(free)));
    }
  }

  private StoredModel publish(Order order, List<Probe> probes, List<String> digests)
      throws IOException {
    Path folder = store.folder(order.name());
    List<StoredModel.StoredFile> files = new ArrayList<>();
    List<Partial> partials = new ArrayList<>();
    for (int i = 0; i < digests.size(); i++) {
      String name = order.files().get(i).name();
      Identity identity = probes.get(i).identity();
      Partial partial = Partial.open(folder.resolve(name), identity);
      partial.publish();
      partials.add(partial);
      long bytes = Files.size(folder.resolve(name));
      files.add(new StoredModel.StoredFile(name, bytes, digests.get(i)));
    }
    StoredModel model =
        new StoredModel(
            folder,
            order.name(),
            order.source(),
            probes.getFirst().commit(),
            order.licence(),
            surroundings.clock().instant().truncatedTo(ChronoUnit.SECONDS),
            files);
    Manifest.write(model);
    for (Partial partial : partials) {
      partial.forget();
    }
    removeOthers(model);
    return model;
  }

  /// Files of an earlier version, and what interrupted pulls of others left.
  private static void removeOthers(StoredModel model) throws IOException {
    Set<String> keep = new HashSet<>(Set.of("model.json", ".lock"));
    model.files().forEach(file -> keep.add(file.name()));
    try (Stream<Path> files = Files.list(model.folder())) {
      for (Path file : files.toList()) {
        if (Files.isRegularFile(file) && !keep.contains(String.valueOf(file.getFileName()))) {
          Files.delete(file);
        }
      }
    }
  }
}
