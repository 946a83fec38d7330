package dev.ponder.model.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.compute.Format;
import dev.ponder.compute.Matrix;
import dev.ponder.model.UnusableModelException;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufFileTest {
  @TempDir private Path folder;
  private Path path;

  @BeforeEach
  void choosePath() {
    path = folder.resolve("small.gguf");
  }

  @Test
  void refusesWhatIsNoFile() {
    for (Path place : List.of(folder, Path.of("/dev/null"))) {
      assertThatThrownBy(() -> GgufFile.open(place))
          .isInstanceOf(UnusableModelException.class)
          .hasMessage(place.getFileName() + ": this is no file but a directory, pipe or device");
    }
  }

  @Test
  void whatIsWrittenIsRead() {
    GgufValue.Arr words = new GgufValue.Arr(List.of(text("a"), text(""), text("né\u0000\n")));
    GgufValue.Arr nested = new GgufValue.Arr(List.of(words, new GgufValue.Arr(List.of())));
    float[] values = floats(96, 1);
    new GgufWriter()
        .put("general.name", "tiny")
        .put("count", 7)
        .put("negative", -7)
        .put("large", 1L << 40)
        .put("real", 1.5f)
        .put("precise", new GgufValue.Real(Math.PI))
        .put("flag", new GgufValue.Bool(true))
        .put("words", words)
        .put("nested", nested)
        .put("numbers", new GgufValue.Arr(List.of(new GgufValue.Int(-1), new GgufValue.Int(2))))
        .tensor("vector", Format.F32, List.of(3L), new float[] {1, 2, 3})
        .tensor("matrix", Format.Q8_0, List.of(32L, 3L), values)
        .write(path);

    try (GgufFile file = GgufFile.open(path)) {
      assertThat(file.version()).isEqualTo(3);
      assertThat(file.metadata().values().keySet())
          .containsExactly(
              "general.name",
              "count",
              "negative",
              "large",
              "real",
              "precise",
              "flag",
              "words",
              "nested",
              "numbers");
      assertThat(file.metadata().values())
          .containsEntry("large", new GgufValue.Int(1L << 40))
          .containsEntry("precise", new GgufValue.Real(Math.PI))
          .containsEntry("words", words)
          .containsEntry("nested", nested);
      assertThat(file.metadata().integers("numbers")).hasValue(new int[] {-1, 2});
      assertThat(file.metadata().flag("flag")).contains(true);
      assertThat(file.tensors().keySet()).containsExactly("vector", "matrix");
      GgufTensor vector = file.tensor("vector").orElseThrow();
      assertThat(vector.data().toArray(ValueLayout.JAVA_FLOAT_UNALIGNED)).containsExactly(1, 2, 3);
      Matrix matrix = file.tensor("matrix").orElseThrow().matrix();
      assertThat(matrix.rows()).isEqualTo(3);
      assertThat(matrix.columns()).isEqualTo(32);
    }
    assertThat(folder.toFile().list()).containsExactly("small.gguf");
  }

  @Test
  void closingTwiceIsHarmless() {
    writeSmall();
    GgufFile file = GgufFile.open(path);
    file.close();
    file.close();
    assertThat(file.metadata().requiredText("general.name")).isEqualTo("small");
  }

  @Test
  void aFailedWriteLeavesTheOldFile() throws IOException {
    Files.writeString(path, "old");
    GgufWriter writer =
        new GgufWriter()
            .tensor(
                "broken",
                Format.F32,
                List.of(4L),
                (GgufWriter.Rows)
                    (_, _) -> {
                      throw new IllegalStateException("no rows");
                    });
    assertThatThrownBy(() -> writer.write(path)).hasMessageContaining("no rows");
    assertThat(path).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("small.gguf");
  }

  @Test
  void namesWhatIsNoGguf() throws IOException {
    for (String content : List.of("", "GG", "PK\u0003\u0004 something else")) {
      Files.writeString(path, content);
      assertUnusable("small.gguf: this is no GGUF file");
    }
  }

  @Test
  void namesVersionsAndByteOrder() throws IOException {
    assertUnusable("GGUF version 1 is not supported", header(1, 0, 0));
    assertUnusable("GGUF version 4 is not supported", header(4, 0, 0));
    assertUnusable("big-endian", header(Integer.reverseBytes(3), 0, 0));
  }

  @Test
  void refusesCountsThatTheFileCannotHold() throws IOException {
    assertUnusable("the number of tensors is 1, but the rest", header(3, 1, 0));
    assertUnusable("the number of tensors is 9223372036854775808", header(3, Long.MIN_VALUE, 0));
    assertUnusable("the number of metadata keys is 5, but", header(3, 0, 5));
    assertUnusable("the number of metadata keys is 99999999", header(3, 0, 99_999_999));
    assertUnusable(
        "the length of metadata key number 0", pairs(1).putLong(1L << 50).putInt(0).putInt(0));
  }

  @Test
  void refusesDeepAndEndlessArrays() throws IOException {
    ByteBuffer deep = key(pairs(1), "deep");
    deep.putInt(9);
    for (int i = 0; i < 6; i++) {
      deep.putInt(9).putLong(1);
    }
    assertUnusable("'deep' nests arrays deeper than 4 levels", deep);
    ByteBuffer large = key(pairs(1), "large").putInt(9).putInt(4).putLong(1L << 27);
    assertUnusable("elements of metadata key 'large'", large);
    ByteBuffer strings = key(pairs(1), "words").putInt(9).putInt(8).putLong(1).putLong(1L << 40);
    assertUnusable("the length of a string in metadata key 'words'", strings);
  }

  @Test
  void refusesOddValues() throws IOException {
    assertUnusable("'x' is unknown: number 13", key(pairs(1), "x").putInt(13).putInt(0));
    assertUnusable("'x' is no boolean but 2", key(pairs(1), "x").putInt(7).put((byte) 2));
    assertUnusable("'x' exceeds 63 bits", key(pairs(1), "x").putInt(10).putLong(-1));
    ByteBuffer twice = key(key(pairs(2), "x").putInt(7).put((byte) 1), "x");
    assertUnusable("'x' appears twice", twice.putInt(7).put((byte) 1));
  }

  @Test
  void showsHostileNamesHarmlessly() throws IOException {
    ByteBuffer bytes = key(pairs(1), "\u001b[31m\n" + "y".repeat(500)).putInt(13).putInt(0);
    Files.write(path, Arrays.copyOf(bytes.array(), bytes.position()));
    assertThatThrownBy(() -> GgufFile.open(path))
        .isInstanceOf(UnusableModelException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200).doesNotContain("\n"));
  }

  @Test
  void keepsBytesThatAreNotUtf8AsReplacements() throws IOException {
    ByteBuffer bytes = key(pairs(1), "x").putInt(8).putLong(2).put((byte) 0xC3).put((byte) 0x28);
    Files.write(path, Arrays.copyOf(bytes.array(), bytes.position()));
    try (GgufFile file = GgufFile.open(path)) {
      assertThat(file.metadata().requiredText("x")).isEqualTo("\uFFFD(");
    }
  }

  @Test
  void knowsTheIdOfMxfp4InOllamasFirstFiles() throws IOException {
    ByteBuffer bytes = tensor(4, 0, new long[] {32, 2});
    Files.write(path, Arrays.copyOf(bytes.array(), 96 + 2 * 17));
    try (GgufFile file = GgufFile.open(path)) {
      GgufTensor tensor = file.tensor("t").orElseThrow();
      assertThat(tensor.format()).isEqualTo(Format.MXFP4);
      assertThat(tensor.isOllamasMxfp4()).isTrue();
    }
  }

  @Test
  void checksEveryTensorAgainstTheFile() throws IOException {
    assertUnusable("'t' has 0 dimensions", tensor(0, 0, new long[] {}));
    assertUnusable("'t' has 5 dimensions", tensor(0, 0, new long[] {1, 1, 1, 1, 1}));
    assertUnusable("'t' has a dimension of 0 elements", tensor(0, 0, new long[] {8, 0}));
    assertUnusable("more elements than any file", tensor(0, 0, new long[] {1L << 40, 1L << 40}));
    assertUnusable("no whole blocks of Q8_0", tensor(8, 0, new long[] {33, 1}));
    assertUnusable("'t' has the type IQ2_XS, which is not", tensor(17, 0, new long[] {256}));
    assertUnusable("'t' has the type Q2_0, which is not", tensor(42, 0, new long[] {256}));
    assertUnusable("'t' has the type number 43, which", tensor(43, 0, new long[] {256}));
    assertUnusable("offset 8, which is no multiple of 32", tensor(0, 8, new long[] {2}));
    assertUnusable("before the end of tensor 't'", tensor(0, 64, new long[] {2}));
    assertUnusable("before the end of tensor 't'", tensor(0, 0, new long[] {1L << 40}));
    assertUnusable("before the end of tensor 't'", tensor(0, 1L << 62, new long[] {2}));
  }

  @Test
  void refusesTensorsThatOverlapOrRepeat() throws IOException {
    writeSmall();
    byte[] bytes = Files.readAllBytes(path);
    int first = indexOf(bytes, "one");
    int second = indexOf(bytes, "two");
    byte[] repeated = bytes.clone();
    System.arraycopy(repeated, first, repeated, second, 3);
    assertUnusable("tensor 'one' appears twice", ByteBuffer.wrap(repeated).position(bytes.length));
    // Behind the name: dimensions, two of them, type, offset.
    bytes[second + 3 + 4 + 16 + 4] = 0;
    assertUnusable("overlaps tensor", ByteBuffer.wrap(bytes).position(bytes.length));
  }

  @Test
  void refusesBadAlignment() {
    for (int alignment : new int[] {0, 3, 1 << 30}) {
      new GgufWriter().put("general.alignment", alignment).write(path);
      assertUnusable("'general.alignment' is " + alignment);
    }
  }

  @Test
  void anyDamageIsRefusedOrHarmless() throws IOException {
    writeSmall();
    byte[] intact = Files.readAllBytes(path);
    int headerBytes = intact.length - 200;
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      byte[] damaged = intact.clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        damaged[random.nextInt(headerBytes)] = (byte) hostile(random);
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(intact.length) : intact.length;
      Files.write(path, Arrays.copyOf(damaged, length));
      try (GgufFile file = GgufFile.open(path)) {
        file.metadata().values().forEach((_, value) -> assertThat(value).isNotNull());
        file.tensors().values().forEach(tensor -> tensor.data().get(ValueLayout.JAVA_BYTE, 0));
      } catch (UnusableModelException e) {
        assertThat(e.getMessage()).startsWith("small.gguf: ").hasSizeLessThan(400);
      }
    }
  }

  private static int hostile(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> 0xFF;
      case 2 -> random.nextInt(16);
      default -> random.nextInt(256);
    };
  }

  private void writeSmall() {
    new GgufWriter()
        .put("general.name", "small")
        .put("words", new GgufValue.Arr(Stream.of("a", "bc", "").map(GgufFileTest::text).toList()))
        .put("nested", new GgufValue.Arr(List.of(new GgufValue.Arr(List.of(text("x"))))))
        .put("flag", new GgufValue.Bool(true))
        .tensor("one", Format.F32, List.of(4L, 2L), floats(8, 1))
        .tensor("two", Format.Q4_0, List.of(32L, 2L), floats(64, 2))
        .write(path);
  }

  private static GgufValue text(String value) {
    return new GgufValue.Str(value);
  }

  private static float[] floats(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static int indexOf(byte[] bytes, String name) {
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(name);
  }

  private static ByteBuffer header(int version, long tensors, long pairs) {
    return ByteBuffer.allocate(4096)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("GGUF".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .putInt(version)
        .putLong(tensors)
        .putLong(pairs);
  }

  private static ByteBuffer pairs(int count) {
    return header(3, 0, count);
  }

  private static ByteBuffer key(ByteBuffer bytes, String key) {
    byte[] name = key.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return bytes.putLong(name.length).put(name);
  }

  private static ByteBuffer tensor(int type, long offset, long[] dimensions) {
    ByteBuffer bytes = key(header(3, 1, 0), "t").putInt(dimensions.length);
    for (long dimension : dimensions) {
      bytes.putLong(dimension);
    }
    return bytes.putInt(type).putLong(offset);
  }

  private void assertUnusable(String reason, ByteBuffer bytes) throws IOException {
    Files.write(path, Arrays.copyOf(bytes.array(), bytes.position()));
    assertUnusable(reason);
  }

  private void assertUnusable(String reason) {
    assertThatThrownBy(() -> GgufFile.open(path).close())
        .isInstanceOf(UnusableModelException.class)
        .hasMessageStartingWith("small.gguf: ")
        .hasMessageContaining(reason);
  }
}
