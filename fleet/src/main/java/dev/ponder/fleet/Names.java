package dev.ponder.fleet;

import dev.ponder.core.HostedModel;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.ModelInfo.Visibility;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What models may be called beside their ids.
///
/// @param aliases other names, each for the id of a model; one that ends with `*` stands for all
///   names that begin like it
public record Names(Map<String, String> aliases) {

  /// The name that clients of the original use: always there, for the first model unless the
  /// aliases say otherwise, and the only one that hides the thinking, as its [#SNAPSHOT] does. What
  /// it stands for is the default model.
  public static final String ORIGINAL = HostedModel.NAME;

  /// The original's name with its version, which stands for the same model as [#ORIGINAL] unless
  /// the aliases say otherwise.
  public static final String SNAPSHOT = HostedModel.SNAPSHOT;

  private static final String ANY = "*";

  public Names {
    aliases = Map.copyOf(aliases);
  }

  /// The model of that name among `ids`.
  Optional<String> target(String name, List<String> ids) {
    if (ids.contains(name)) {
      return Optional.of(name);
    }
    Optional<String> alias = Optional.ofNullable(aliases.get(name)).filter(ids::contains);
    if (alias.isPresent()) {
      return alias;
    }
    return switch (name) {
      case SNAPSHOT -> target(ORIGINAL, ids);
      case ORIGINAL -> ids.stream().findFirst();
      default -> Optional.empty();
    };
  }

  /// The model among `ids` of the longest alias with a `*` that covers that name.
  Optional<String> covering(String name, List<String> ids) {
    return cover(name).map(aliases::get).filter(ids::contains);
  }

  private Optional<String> cover(String name) {
    return aliases.keySet().stream()
        .filter(Names::isPattern)
        .filter(pattern -> name.startsWith(pattern.substring(0, pattern.length() - 1)))
        .max(Comparator.comparingInt(String::length));
  }

  /// Whether that alias stands for many names.
  public static boolean isPattern(String alias) {
    return alias.endsWith(ANY);
  }

  /// The models with the default one in front.
  List<ModelInfo> defaultFirst(List<ModelInfo> models) {
    Optional<String> first = target(ORIGINAL, models.stream().map(ModelInfo::id).toList());
    List<ModelInfo> sorted = new ArrayList<>(models);
    sorted.sort((a, b) -> Boolean.compare(isId(b, first), isId(a, first)));
    return sorted;
  }

  private static boolean isId(ModelInfo model, Optional<String> id) {
    return id.equals(Optional.of(model.id()));
  }

  /// The entries of all aliases that are one name and lead to one of these models.
  List<ModelInfo> aliases(List<ModelInfo> models) {
    List<String> ids = models.stream().map(ModelInfo::id).toList();
    Map<String, String> all = new TreeMap<>(aliases);
    all.keySet().removeIf(Names::isPattern);
    HostedModel.NAMES.forEach(name -> all.putIfAbsent(name, ""));
    List<ModelInfo> entries = new ArrayList<>();
    for (String alias : all.keySet()) {
      target(alias, ids)
          .filter(id -> !id.equals(alias))
          .flatMap(id -> models.stream().filter(model -> model.id().equals(id)).findFirst())
          .ifPresent(model -> entries.add(as(alias, model)));
    }
    return entries;
  }

  /// The model under the name that it was asked for. Versions and ids name the model itself.
  ModelInfo as(String name, ModelInfo model) {
    boolean original = HostedModel.NAMES.contains(name);
    boolean own = name.equals(model.id()) || name.equals(model.version());
    boolean alias = original || aliases.containsKey(name) || cover(name).isPresent();
    if (own || !alias) {
      return model;
    }
    return model.renamed(name, original ? Visibility.REASONING_HIDDEN : Visibility.REASONING_SHOWN);
  }
}
