package dev.ponder.protocol.responses;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Under which names the tools of a request are offered to the model. The wire groups tools into
/// namespaces and models know one flat list, so a tool `search` of the namespace `docs` is offered
/// as `docs__search`, or under a name near that one where it is taken.
///
/// @param offered what each name offered to the model means on the wire
public record ToolNames(Map<String, Wire> offered) {

  /// No tools.
  public static final ToolNames NONE = new ToolNames(Map.of());

  public ToolNames {
    offered = Map.copyOf(offered);
  }

  /// A tool as clients know it.
  ///
  /// @param namespace the one it belongs to, if any
  public record Wire(Kind kind, Optional<String> namespace, String name) {

    /// The name for the model, if nothing else has it.
    String flat() {
      return namespace.map(group -> group + "__" + name).orElse(name);
    }
  }

  /// What a tool takes.
  public enum Kind {
    /// Arguments as JSON.
    FUNCTION,
    /// Any text.
    CUSTOM
  }

  /// Names for these tools; those outside of namespaces keep theirs.
  static ToolNames of(List<Wire> tools) {
    Map<String, Wire> names = new LinkedHashMap<>();
    tools.stream().filter(tool -> tool.namespace.isEmpty()).forEach(t -> names.put(t.name, t));
    for (Wire tool : tools) {
      if (tool.namespace.isPresent()) {
        String name = tool.flat();
        for (int i = 2; names.containsKey(name); i++) {
          name = tool.flat() + "_" + i;
        }
        names.put(name, tool);
      }
    }
    return new ToolNames(names);
  }

  /// What a call of that name means; a tool that was not offered is taken for a function.
  Wire wire(String name) {
    Wire known = offered.get(name);
    return known == null ? new Wire(Kind.FUNCTION, Optional.empty(), name) : known;
  }

  /// The name for the model of a tool that may have been offered.
  String name(Wire tool) {
    return offered.entrySet().stream()
        .filter(entry -> entry.getValue().equals(tool))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(tool::flat);
  }

  /// The names for the model of the tools that a client means by that name: the one of the
  /// namespace if it says one, otherwise the one outside of namespaces or else all of that name.
  List<String> named(Kind kind, Optional<String> namespace, String name) {
    Wire exactly = new Wire(kind, namespace, name);
    if (offered.containsValue(exactly)) {
      return List.of(name(exactly));
    }
    return offered.entrySet().stream()
        .filter(entry ->
            namespace.isEmpty()
                && entry.getValue().kind == kind
                && entry.getValue().name.equals(name))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /// The names for the model of all tools of that namespace.
  List<String> within(String namespace) {
    return offered.entrySet().stream()
        .filter(entry -> entry.getValue().namespace.equals(Optional.of(namespace)))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
