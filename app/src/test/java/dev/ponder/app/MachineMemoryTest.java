package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineMemoryTest {
  private static final long GIBIBYTE = 1L << 30;

  @TempDir private Path root = Path.of("");

  private void put(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private long available() {
    return new MachineMemory(root).available();
  }

  @Test
  void isWhatTheSystemCallsAvailable() throws IOException {
    put("proc/meminfo", "MemTotal:       24000000 kB\nMemAvailable:    8388608 kB\n");
    assertThat(available()).isEqualTo(8 * GIBIBYTE);
  }

  @Test
  void isNoMoreThanAnyGroupLeaves() throws IOException {
    put("proc/meminfo", "MemAvailable:    8388608 kB\n");
    put("proc/self/cgroup", "0::/outer/inner\n");
    put("sys/fs/cgroup/outer/memory.max", "4294967296\n");
    put("sys/fs/cgroup/outer/memory.current", "3221225472\n");
    put("sys/fs/cgroup/outer/memory.stat", "anon 1\ninactive_file 1073741824\n");
    put("sys/fs/cgroup/outer/inner/memory.max", "max\n");
    put("sys/fs/cgroup/outer/inner/memory.current", "17\n");
    assertThat(available()).isEqualTo(2 * GIBIBYTE);
  }

  @Test
  void knowsTheFirstVersionOfGroups() throws IOException {
    put("proc/meminfo", "MemAvailable:    8388608 kB\n");
    put("proc/self/cgroup", "7:cpu:/\n5:memory:/docker/abc\n");
    put("sys/fs/cgroup/memory/memory.limit_in_bytes", "2147483648\n");
    put("sys/fs/cgroup/memory/memory.usage_in_bytes", "1073741824\n");
    assertThat(available()).isEqualTo(GIBIBYTE);
    put("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    assertThat(available()).isEqualTo(8 * GIBIBYTE);
  }

  @Test
  void isAGuessElsewhere() {
    assertThat(available()).isPositive();
  }
}
