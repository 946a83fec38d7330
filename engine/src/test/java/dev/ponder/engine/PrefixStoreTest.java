package dev.ponder.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.engine.PrefixStore.Limits;
import dev.ponder.model.KvBlock;
import dev.ponder.model.KvSpan;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The folder of prefixes, without an engine.
class PrefixStoreTest {
  private static final int CONTENT = 1000;
  private static final int FILE = Parcel.HEADER + CONTENT;
  private static final int[] TOKENS = Requests.prompt(1, 8 * KvBlock.POSITIONS);
  private static final PrefixName ROOT = PrefixName.root("a model");

  private final List<PrefixStore> opened = new ArrayList<>();
  private final Parcel parcel = new Parcel(CONTENT);
  @TempDir private Path parent = Path.of("");
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");

  @AfterEach
  void close() {
    opened.forEach(PrefixStore::close);
  }

  private Path folder() {
    return parent.resolve("prefixes");
  }

  private PrefixStore open(long bytes) throws IOException {
    PrefixStore store =
        PrefixStore.open(folder(), new Limits(bytes, Duration.ofDays(1)), () -> now);
    opened.add(store);
    return store;
  }

  private PrefixStore reopen(PrefixStore store, long bytes) throws IOException {
    store.close();
    return open(bytes);
  }

  private static Wanted block(int number) {
    PrefixName name = ROOT;
    for (int i = 0; i <= number; i++) {
      name = name.next(TOKENS);
    }
    return new Wanted(name, KvSpan.WHOLE, BlockPool.slice(TOKENS, number));
  }

  private static byte[] content(int number) {
    byte[] content = new byte[CONTENT];
    new SplittableRandom(number).nextBytes(content);
    return content;
  }

  private void write(PrefixStore store, int number) {
    Wanted block = block(number);
    parcel.pack(block.name(), block.tokens(), MemorySegment.ofArray(content(number)));
    store.write(block.name(), parcel, now);
  }

  /// What is read of the block; empty when there is nothing.
  private byte[] read(PrefixStore store, Wanted wanted) {
    if (!store.read(wanted, parcel, CONTENT)) {
      return new byte[0];
    }
    byte[] content = new byte[CONTENT];
    parcel.unpack(MemorySegment.ofArray(content));
    return content;
  }

  private Path file(int number) {
    return folder().resolve(block(number).name().file());
  }

  @Test
  void whatWasWrittenIsReadByTheNextProcess() throws Exception {
    PrefixStore store = open(1 << 20);
    write(store, 0);
    write(store, 1);
    store = reopen(store, 1 << 20);
    assertThat(store.has(block(1).name())).isTrue();
    assertThat(read(store, block(0))).isEqualTo(content(0));
    assertThat(read(store, block(1))).isEqualTo(content(1));
    assertThat(store.has(block(2).name())).isFalse();
    assertThat(read(store, block(2))).isEmpty();
  }

  @Test
  void filesAndFolderAreForTheirOwnerOnly() throws Exception {
    write(open(1 << 20), 0);
    assertThat(permissions(folder())).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(folder())) {
      assertThat(files)
          .hasSize(2)
          .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aFolderThatOthersMayWriteToIsRefused() throws Exception {
    Files.createDirectory(folder());
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> open(1 << 20)).hasMessageContaining("others may write");
  }

  @Test
  void onlyOneUsesAFolder() throws Exception {
    open(1 << 20);
    assertThatThrownBy(() -> open(1 << 20)).hasMessageContaining("another server");
  }

  @Test
  void anyChangedByteMakesAFileUselessAndItIsDeleted() throws Exception {
    PrefixStore store = open(1 << 20);
    int[] places = {0, 8, 16, 17, 20, 24, 55, 56, Parcel.HEADER - 1, Parcel.HEADER, FILE - 1};
    for (int place : places) {
      write(store, 0);
      byte[] bytes = Files.readAllBytes(file(0));
      bytes[place] ^= 1;
      Files.write(file(0), bytes);
      assertThat(read(store, block(0))).as("byte %d", place).isEmpty();
      assertThat(file(0)).doesNotExist();
      assertThat(store.has(block(0).name())).isFalse();
    }
  }

  @Test
  void aFileOfAnotherLengthIsDeleted() throws Exception {
    PrefixStore store = open(1 << 20);
    write(store, 0);
    Files.write(file(0), new byte[] {0}, StandardOpenOption.APPEND);
    write(store, 1);
    Files.write(file(1), new byte[0]);
    assertThat(read(store, block(0))).isEmpty();
    assertThat(read(store, block(1))).isEmpty();
    assertThat(file(0)).doesNotExist();
    assertThat(file(1)).doesNotExist();
  }

  @Test
  void aWholeFileUnderAnothersNameIsDeleted() throws Exception {
    PrefixStore store = open(1 << 20);
    write(store, 0);
    Wanted foreign =
        new Wanted(PrefixName.root("another model").next(TOKENS), KvSpan.WHOLE, block(0).tokens());
    Path renamed = folder().resolve(foreign.name().file());
    Files.move(file(0), renamed);
    store = reopen(store, 1 << 20);
    assertThat(store.has(foreign.name())).isTrue();
    assertThat(read(store, foreign)).isEmpty();
    assertThat(renamed).doesNotExist();
  }

  @Test
  void otherTokensUnderTheSameNameAreNotTakenForThese() throws Exception {
    PrefixStore store = open(1 << 20);
    write(store, 0);
    Wanted collision = new Wanted(block(0).name(), KvSpan.WHOLE, block(1).tokens());
    assertThat(read(store, collision)).isEmpty();
  }

  @Test
  void aDraftThatWasNeverRenamedGoesAtTheNextStart() throws Exception {
    PrefixStore store = open(1 << 20);
    write(store, 0);
    Path draft = folder().resolve(block(0).name().file() + ".tmp");
    Files.move(file(0), draft);
    store = reopen(store, 1 << 20);
    assertThat(draft).doesNotExist();
    assertThat(store.has(block(0).name())).isFalse();
    assertThat(read(store, block(0))).isEmpty();
  }

  @Test
  void filesOfOthersAreLeftAlone() throws Exception {
    Path note = Files.createDirectories(folder()).resolve("note.kv");
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwx------"));
    Files.writeString(note, "mine");
    Path named = Files.createDirectory(folder().resolve(block(0).name().file()));
    PrefixStore store = open(FILE);
    write(store, 1);
    write(store, 2);
    assertThat(note).hasContent("mine");
    assertThat(named).isDirectory();
    assertThat(file(2)).exists();
  }

  @Test
  void theLimitHoldsAndWhatIsUsedStays() throws Exception {
    PrefixStore store = open(3 * FILE);
    for (int i = 0; i < 4; i++) {
      write(store, i);
      now = now.plusSeconds(60);
      store.touch(List.of(block(0).name()), now);
    }
    assertThat(file(0)).exists();
    assertThat(file(1)).doesNotExist();
    store = reopen(store, 2 * FILE);
    assertThat(file(0)).exists();
    assertThat(file(2)).doesNotExist();
    assertThat(file(3)).exists();
    assertThat(store.has(block(3).name())).isTrue();
  }

  @Test
  void whatNothingUsedForLongGoes() throws Exception {
    PrefixStore store = open(1 << 20);
    write(store, 0);
    now = now.plus(Duration.ofHours(20));
    write(store, 1);
    now = now.plus(Duration.ofHours(20));
    store.expire();
    assertThat(file(0)).doesNotExist();
    assertThat(file(1)).exists();
  }

  @Test
  void aDiskThatFailsIsLeftAloneForAMinute() throws Exception {
    PrefixStore store = open(1 << 20);
    Path obstacle = folder().resolve(block(0).name().file() + ".tmp");
    Files.createDirectories(obstacle.resolve("full"));
    write(store, 0);
    write(store, 1);
    assertThat(store.has(block(0).name())).isFalse();
    assertThat(store.has(block(1).name())).isFalse();
    now = now.plusSeconds(61);
    write(store, 1);
    assertThat(store.has(block(1).name())).isTrue();
  }

  @Test
  void equalTokensBehindOthersHaveAnotherName() {
    int[] other = TOKENS.clone();
    other[0]++;
    PrefixName name = ROOT.next(TOKENS).next(TOKENS);
    assertThat(name).isEqualTo(ROOT.next(TOKENS.clone()).next(TOKENS.clone()));
    assertThat(name).isNotEqualTo(ROOT.next(other).next(other));
    assertThat(name).isNotEqualTo(PrefixName.root("b").next(TOKENS).next(TOKENS));
    assertThat(name).isNotEqualTo(name.windowed());
    assertThat(PrefixName.of(name.file())).contains(name);
  }
}
