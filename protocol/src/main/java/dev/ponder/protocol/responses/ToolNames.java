package dev.ponder.protocol.responses;

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
  public record Wire(Kind kind, Optional<String> namespace, String name) {}

  /// What a tool takes.
  public enum Kind {
    /// Arguments as JSON.
    FUNCTION,
    /// Any text.
    CUSTOM
  }
}
