package dev.ponder.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The tools of one request and how they may be used.
///
/// @param offered in the order in which the model is told of them
public record Tools(List<Tool> offered, ToolChoice choice, Calls calls) {

  /// No tools at all.
  public static final Tools NONE =
      new Tools(List.of(), new ToolChoice.Auto(), Calls.SEVERAL_AT_ONCE);

  /// How many calls one answer may make.
  public enum Calls {
    /// As many as the model wants, to be run in parallel.
    SEVERAL_AT_ONCE,
    /// One; the answer ends with it.
    ONE_AT_A_TIME
  }

  /// @throws IllegalArgumentException when two tools share a name, or the choice names or requires
  ///   a tool that is not offered
  public Tools {
    offered = List.copyOf(offered);
    Set<String> names = new HashSet<>();
    for (Tool tool : offered) {
      if (!names.add(tool.name())) {
        throw new IllegalArgumentException("two tools are called " + tool.name());
      }
    }
    switch (choice) {
      case ToolChoice.Auto(), ToolChoice.None() -> {}
      case ToolChoice.Required() -> {
        if (names.isEmpty()) {
          throw new IllegalArgumentException("a call is required, but no tool is offered");
        }
      }
      case ToolChoice.Named(String name) -> {
        if (!names.contains(name)) {
          throw new IllegalArgumentException("no tool is called " + name);
        }
      }
      case ToolChoice.Allowed(var mode, var allowed) -> {
        if (!names.containsAll(allowed)) {
          throw new IllegalArgumentException("a tool is allowed that is not offered: " + allowed);
        }
        if (allowed.isEmpty() && mode == ToolChoice.Allowed.Mode.REQUIRED) {
          throw new IllegalArgumentException("a call is required, but no tool is allowed");
        }
      }
    }
  }

  /// These tools, to be used as the model sees fit.
  public static Tools of(List<Tool> offered) {
    return new Tools(offered, new ToolChoice.Auto(), Calls.SEVERAL_AT_ONCE);
  }

  /// Whether the answer must call a tool.
  public boolean required() {
    return switch (choice) {
      case ToolChoice.Auto(), ToolChoice.None() -> false;
      case ToolChoice.Required(), ToolChoice.Named(_) -> true;
      case ToolChoice.Allowed(var mode, _) -> mode == ToolChoice.Allowed.Mode.REQUIRED;
    };
  }

  /// The tools that the choice leaves.
  public List<Tool> callable() {
    return switch (choice) {
      case ToolChoice.Auto(), ToolChoice.Required() -> offered;
      case ToolChoice.None() -> List.of();
      case ToolChoice.Named(String name) ->
          offered.stream().filter(tool -> tool.name().equals(name)).toList();
      case ToolChoice.Allowed(_, Set<String> names) ->
          offered.stream().filter(tool -> names.contains(tool.name())).toList();
    };
  }
}
