package dev.ponder.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// How much memory this process may still take without others being swapped out or anybody being
/// killed: what the system calls available, or what is left of a container's limit if that is less.
/// Cached files count as available, mapped weights among them.
final class MachineMemory {
  private static final Path ROOT = Path.of("/");

  /// Of the machine, where the system does not tell what is available.
  private static final double HEAP_SHARE = 0.25;

  private final Path root;

  MachineMemory() {
    this(ROOT);
  }

  /// @param root where `proc` and `sys` are
  MachineMemory(Path root) {
    this.root = root;
  }

  /// In bytes; a guess from the heap's limit, which is a share of the machine, where the system
  /// tells nothing.
  long available() {
    OptionalLong kibibytes = field(root.resolve("proc/meminfo"), "MemAvailable:");
    long machine =
        kibibytes.isPresent()
            ? kibibytes.getAsLong() * 1024
            : (long) (Runtime.getRuntime().maxMemory() / HEAP_SHARE / 2);
    return Math.min(machine, Math.min(unified(), legacy()));
  }

  /// Control groups, version 2: the limits of this process's group and of those that hold it.
  private long unified() {
    Path top = root.resolve("sys/fs/cgroup");
    @Nullable Path group = top.resolve(groupOf("0::")).normalize();
    long least = Long.MAX_VALUE;
    while (group != null && group.startsWith(top)) {
      least = Math.min(least, left(group, "memory.max", "memory.current", "inactive_file"));
      group = group.getParent();
    }
    return least;
  }

  /// Version 1. Inside a container the group's path is often not there, but mounted as the top.
  private long legacy() {
    Path top = root.resolve("sys/fs/cgroup/memory");
    Path own = top.resolve(groupOf("memory:")).normalize();
    Path group = Files.exists(own.resolve("memory.limit_in_bytes")) ? own : top;
    return left(group, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file");
  }

  private static long left(Path group, String limit, String usage, String reclaimable) {
    OptionalLong most = number(group.resolve(limit));
    OptionalLong used = number(group.resolve(usage));
    if (most.isEmpty() || used.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long cached = field(group.resolve("memory.stat"), reclaimable).orElse(0);
    return Math.max(0, most.getAsLong() - Math.max(0, used.getAsLong() - cached));
  }

  /// The path of this process's group, as in a line `5:memory:/path`, without its slash.
  private String groupOf(String hierarchy) {
    return lines(root.resolve("proc/self/cgroup")).stream()
        .filter(line -> line.contains(hierarchy))
        .map(line -> line.substring(line.lastIndexOf(':') + 1).replaceFirst("^/+", ""))
        .findFirst()
        .orElse("");
  }

  private static OptionalLong field(Path file, String name) {
    return first(lines(file), line -> line.startsWith(name + " ") || line.startsWith(name + "\t"));
  }

  private static OptionalLong number(Path file) {
    return first(lines(file), line -> line.matches("\\d{1,18}"));
  }

  private static OptionalLong first(List<String> lines, Predicate<String> wanted) {
    return lines.stream()
        .filter(wanted)
        .map(line -> line.replaceAll("\\D", ""))
        .filter(digits -> !digits.isEmpty() && digits.length() <= 18)
        .mapToLong(Long::parseLong)
        .findFirst();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException elsewhere) {
      return List.of();
    }
  }
}
