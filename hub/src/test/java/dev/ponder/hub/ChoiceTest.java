package dev.ponder.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which files of a repository are taken.
class ChoiceTest {
  private static final String[] USUAL = {
    "README.md",
    "m-Q2_K.gguf",
    "m-Q4_K_S.gguf",
    "m-Q4_K_M.gguf",
    "m-Q8_0.gguf",
    "m-bf16.gguf",
    "mmproj-m-f16.gguf",
    "m-UD-Q4_K_XL.gguf",
    "m-imatrix.gguf"
  };

  @ParameterizedTest
  @CsvSource({
    "Q8_0, m-Q8_0.gguf",
    "q8_0, m-Q8_0.gguf",
    "q4_k_m, m-Q4_K_M.gguf",
    "Q4_K_XL, m-UD-Q4_K_XL.gguf",
    "BF16, m-bf16.gguf",
    "m-Q2_K.gguf, m-Q2_K.gguf",
    "mmproj-m-f16.gguf, mmproj-m-f16.gguf"
  })
  void aQuantisationOrAFileIsPicked(String pick, String file) {
    assertThat(paths(of(USUAL).by(pick))).containsExactly(file);
  }

  @Test
  void theDefaultIsQ4KM() {
    assertThat(paths(of(USUAL).byDefault())).containsExactly("m-Q4_K_M.gguf");
    assertThat(paths(of("a-F16.gguf", "a-Q8_0.gguf").byDefault())).containsExactly("a-Q8_0.gguf");
    assertThat(paths(of("gpt-oss-20b-mxfp4.gguf", "x.txt").byDefault()))
        .containsExactly("gpt-oss-20b-mxfp4.gguf");
    assertThat(paths(of("strange.gguf").byDefault())).containsExactly("strange.gguf");
  }

  @Test
  void whatIsNotClearListsTheCandidates() {
    assertThatThrownBy(() -> of(USUAL).by("Q4_K"))
        .hasMessage(
            "o/r has several models for Q4_K, name one of m-Q4_K_M.gguf, m-Q4_K_S.gguf,"
                + " m-UD-Q4_K_XL.gguf");
    assertThatThrownBy(() -> of("a.gguf", "b.gguf").byDefault())
        .hasMessage("o/r has several models, name one of a.gguf, b.gguf");
    assertThatThrownBy(() -> of("a-Q8_0.gguf", "b-Q8_0.gguf").byDefault())
        .hasMessage("o/r has several files in Q8_0, name one of a-Q8_0.gguf, b-Q8_0.gguf");
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThatThrownBy(() -> of("a-Q8_0.gguf").by("Q5_0"))
        .hasMessage("o/r has no model in Q5_0, only a-Q8_0.gguf");
    assertThatThrownBy(() -> of("a-Q8_0.gguf").by("b.gguf"))
        .hasMessage("o/r has no file b.gguf, only a-Q8_0.gguf");
    assertThatThrownBy(() -> of("model.safetensors").byDefault())
        .hasMessage("o/r has no GGUF files");
  }

  @Test
  void partsStayTogetherInTheirOrder() {
    Choice choice =
        of(
            "Q8_0/m-Q8_0-00002-of-00002.gguf",
            "Q8_0/m-Q8_0-00001-of-00002.gguf",
            "Q4_0/m-Q4_0-00001-of-00003.gguf",
            "Q4_0/m-Q4_0-00003-of-00003.gguf");
    List<String> parts =
        List.of("Q8_0/m-Q8_0-00001-of-00002.gguf", "Q8_0/m-Q8_0-00002-of-00002.gguf");
    assertThat(paths(choice.by("Q8_0"))).isEqualTo(parts);
    assertThat(paths(choice.by("m-Q8_0-00001-of-00002.gguf"))).isEqualTo(parts);
    assertThatThrownBy(() -> choice.by("Q4_0"))
        .hasMessage("o/r lacks part 2 of 3 of Q4_0/m-Q4_0.gguf");
  }

  @ParameterizedTest
  @CsvSource({
    "Qwen3-4B-Q4_K_M.gguf, Q4_K_M",
    "qwen2.5-1.5b-instruct-q4_k_m.gguf, Q4_K_M",
    "gpt-oss-20b-mxfp4.gguf, MXFP4",
    "m-IQ4_XS-00001-of-00002.gguf, IQ4_XS",
    "Qwen3-0.6B-BF16.gguf, BF16",
    "m.Q5_0.gguf, Q5_0",
    "m-UD-Q4_K_XL.gguf, UD-Q4_K_XL",
    "QwQ-32B.gguf, ''"
  })
  void theNameTellsTheQuantisation(String file, String quantisation) {
    assertThat(Quantisation.of(file).orElse("")).isEqualTo(quantisation);
  }

  private static Choice of(String... paths) {
    return new Choice(
        "o/r", Arrays.stream(paths).map(path -> new HubFile(path, 1, Optional.empty())).toList());
  }

  private static List<String> paths(List<HubFile> files) {
    return files.stream().map(HubFile::path).toList();
  }
}
