package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.CacheType;
import dev.ponder.core.Json;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdaptedModelTest {
  private static final Path MODEL = CommandRun.reasoner();

  @TempDir Path folder;

  private Path adapter(float strength) {
    return SmallAdapter.write(folder.resolve("notes-" + strength + ".gguf"), strength);
  }

  private static LocalStack open(Optional<Path> adapter) {
    Console console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            new PrintWriter(new StringWriter()),
            new PrintWriter(new StringWriter()),
            CommandRun.environment(),
            Set.of());
    Capacity capacity = new Capacity(1, 256, 1, CacheType.F16).withAdapter(adapter);
    return LocalStack.open(LocalStack.Plan.alone(MODEL, capacity), console);
  }

  @Test
  void anAdaptedModelHasANameAndAVersionOfItsOwn() {
    try (LocalStack base = open(Optional.empty());
        LocalStack one = open(Optional.of(adapter(0)));
        LocalStack other = open(Optional.of(adapter(0.5f)))) {
      assertThat(one.info().id()).isEqualTo("ft:" + base.info().id() + ":my-notes");
      assertThat(other.info().id()).isEqualTo(one.info().id());
      assertThat(List.of(base, one, other))
          .extracting(each -> each.info().sha256())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void anAdapterChangesAnswersByWhatItHolds() {
    String base = answer();
    assertThat(answer("--adapter", adapter(0).toString())).isEqualTo(base);
    assertThat(answer("--adapter", adapter(0.5f).toString())).isNotEqualTo(base);
  }

  private static String answer(String... more) {
    String[] usual = {
      "run", "-m", MODEL.toString(), "--json", "--temperature", "0", "--max-tokens", "24", "12 + 7"
    };
    String[] all = Arrays.copyOf(usual, usual.length + more.length);
    System.arraycopy(more, 0, all, usual.length, more.length);
    CommandRun run = CommandRun.of(all);
    assertThat(run.code()).as(run.err()).isZero();
    Json.Obj answer = (Json.Obj) Json.parse(run.out());
    return answer.member("reasoning") + " / " + answer.member("answer");
  }
}
