package dev.ponder.fleet;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Embedder;
import dev.ponder.core.EmbeddingTask;
import dev.ponder.core.Embeddings;
import dev.ponder.core.EventSink;
import dev.ponder.core.Metric;
import dev.ponder.core.ModelCatalog;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Problem;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Several models behind one responder and one catalogue. Thread-safe.
///
/// The models are those that the shelf holds whenever the catalogue is read, so a file that is
/// added to a folder can be asked for without a restart. Loading and unloading is up to
/// [Residency].
public final class Fleet implements Responder, Embedder, ModelCatalog, AutoCloseable {
  private final Supplier<List<ModelSource>> shelf;
  private final Names names;
  private final Residency residency;
  private final Map<String, Slot> slots = new LinkedHashMap<>();

  private Fleet(Supplier<List<ModelSource>> shelf, Names names, Residency residency) {
    this.shelf = shelf;
    this.names = names;
    this.residency = residency;
  }

  /// A fleet of what that shelf holds, nothing of it loaded.
  ///
  /// @param shelf the models that there are now, each under another id; asked again and again
  /// @param bytes memory that all loaded models may take together
  public static Fleet of(Supplier<List<ModelSource>> shelf, Names names, long bytes) {
    return of(shelf, names, new Residency(bytes, InstantSource.system()));
  }

  static Fleet of(Supplier<List<ModelSource>> shelf, Names names, Residency residency) {
    Fleet fleet = new Fleet(shelf, names, residency);
    fleet.refresh();
    return fleet;
  }

  @Override
  public void respond(ResponseRequest request, EventSink events) throws Cancelled {
    Slot slot = slot(request.model()).orElseThrow(() -> absent(request.model()).exception());
    try (Residency.Lease lease = residency.lease(slot)) {
      lease.resident().responder().respond(request, events);
    } catch (InterruptedException e) {
      throw new Cancelled("interrupted while the model was loaded");
    }
  }

  @Override
  public int inputTokens(ResponseRequest request) throws Cancelled {
    Slot slot = slot(request.model()).orElseThrow(() -> absent(request.model()).exception());
    try (Residency.Lease lease = residency.lease(slot)) {
      return lease.resident().responder().inputTokens(request);
    } catch (InterruptedException e) {
      throw new Cancelled("interrupted while the model was loaded");
    }
  }

  /// Whichever of the models in memory has answered for it.
  @Override
  public void forget(String owner, String lineage) {
    residents().values().forEach(resident -> resident.responder().forget(owner, lineage));
  }

  @Override
  public Embeddings embed(EmbeddingTask task) throws Cancelled {
    Slot slot = slot(task.model()).orElseThrow(() -> absent(task.model()).exception());
    try (Residency.Lease lease = residency.lease(slot)) {
      return lease.resident().embedder().embed(task);
    } catch (InterruptedException e) {
      throw new Cancelled("interrupted while the model was loaded");
    }
  }

  /// Loads that model, so that its first answer need not wait for it.
  ///
  /// @throws Problem.Exceptional when it does not exist or cannot be loaded
  public void load(String name) throws InterruptedException {
    Slot slot = slot(name).orElseThrow(() -> absent(name).exception());
    residency.lease(slot).close();
  }

  @Override
  public List<ModelInfo> models() {
    refresh();
    List<ModelInfo> own = sources().stream().map(ModelSource::info).toList();
    List<ModelInfo> all = new ArrayList<>(names.defaultFirst(own));
    all.addAll(names.aliases(own));
    return all;
  }

  @Override
  public Optional<ModelInfo> find(String name) {
    return slot(name).map(slot -> names.as(name, slot.source().identified()));
  }

  /// Counts of the fleet, and those of each loaded model labelled with its id.
  public List<Metric> metrics() {
    Map<String, List<Metric>> loaded = new LinkedHashMap<>();
    residents().forEach((id, resident) -> loaded.put(id, resident.metrics()));
    List<String> ids;
    synchronized (slots) {
      ids = List.copyOf(slots.keySet());
    }
    return FleetMetrics.of(ids, loaded, residency.tally());
  }

  private Map<String, Resident> residents() {
    Map<String, Resident> residents = new LinkedHashMap<>();
    synchronized (slots) {
      slots.forEach((id, slot) ->
          residency.resident(slot).ifPresent(resident -> residents.put(id, resident)));
    }
    return residents;
  }

  /// Waits for the answers in the making and unloads everything; later requests are refused.
  @Override
  public void close() {
    residency.close();
  }

  private Optional<Slot> slot(String name) {
    // What only a pattern covers may still be an exact version.
    Optional<Slot> known = known(name).or(() -> name.contains("@") ? Optional.empty() : like(name));
    if (known.isPresent()) {
      return known;
    }
    refresh();
    return known(name).or(() -> version(name)).or(() -> like(name));
  }

  private Optional<Slot> like(String name) {
    synchronized (slots) {
      return names.covering(name, List.copyOf(slots.keySet())).map(slots::get);
    }
  }

  private Optional<Slot> known(String name) {
    synchronized (slots) {
      return names.target(name, List.copyOf(slots.keySet())).map(slots::get);
    }
  }

  /// The model of which that is the exact version. Its file is read for it if need be.
  private Optional<Slot> version(String name) {
    return known(name.substring(0, Math.max(0, name.lastIndexOf('@'))))
        .filter(slot -> slot.source().identified().version().equals(name));
  }

  private List<ModelSource> sources() {
    synchronized (slots) {
      return slots.values().stream().map(Slot::source).toList();
    }
  }

  /// Takes in what has come to the shelf, and forgets what has gone unless it is in memory.
  private void refresh() {
    Map<String, ModelSource> now = new LinkedHashMap<>();
    shelf.get().forEach(source -> now.putIfAbsent(source.info().id(), source));
    synchronized (slots) {
      slots
          .entrySet()
          .removeIf(
              entry -> !now.containsKey(entry.getKey()) && residency.remove(entry.getValue()));
      now.forEach((id, source) -> {
        Slot slot = slots.computeIfAbsent(id, _ -> residency.add(source));
        residency.replace(slot, source);
      });
    }
  }

  private static Problem absent(String name) {
    return new Problem(
        Problem.Kind.NOT_FOUND,
        "The model '%s' is no longer there.".formatted(name),
        Optional.of("model"),
        Optional.of("model_not_found"));
  }
}
