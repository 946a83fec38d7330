package dev.ponder.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The names that can be pulled.
class CatalogueTest {
  @Test
  void theBuiltInOneIsComplete() {
    Catalogue catalogue = Catalogue.of(Map.of("XDG_CONFIG_HOME", "/nowhere"));
    assertThat(catalogue.entries())
        .extracting(CatalogueEntry::name)
        .contains("gpt-oss-20b", "gpt-oss-120b", "qwen3-4b", "qwen3-30b-a3b", "smollm3-3b");
    assertThat(catalogue.entries())
        .allSatisfy(entry -> {
          assertThat(entry.size().orElseThrow()).startsWith("about ");
          assertThat(entry.licence()).isPresent();
          assertThat(entry.memory()).isPresent();
          assertThat(entry.about()).isPresent();
          assertThat(entry.source()).isInstanceOf(Reference.InRepository.class);
        });
  }

  @Test
  void theUsersEntriesReplaceAndAdd(@TempDir Path home) throws IOException {
    Path file = home.resolve("ponder/catalogue.ini");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        # mine
        [qwen3-4b]
        repository = me/Qwen
        file = q.gguf

        [other]
        url = https://models.example/x.gguf
        about = a = b
        """);
    Catalogue catalogue = Catalogue.of(Map.of("XDG_CONFIG_HOME", home.toString()));
    assertThat(catalogue.find("qwen3-4b").orElseThrow().source().text())
        .isEqualTo("hf:me/Qwen:q.gguf");
    assertThat(catalogue.find("other").orElseThrow().about()).contains("a = b");
    assertThat(catalogue.find("qwen3-8b")).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x = 1                                  | c.ini, line 1: 'x' stands before the first [name]
          [A b]                                  | c.ini, line 1: a model's name consists of small letters, digits, dots and dashes, unlike [A b]
          [a];[a]                                | c.ini, line 2: [a] is there twice
          [a];repository                         | c.ini, line 2: 'repository' is not of the form key = value
          [a];url =                              | c.ini, line 2: 'url =' is not of the form key = value
          [a];;size = 1;size = 2                 | c.ini, line 4: 'size' is there twice
          [a];license = MIT                      | c.ini, line 2: there is no key 'license', only about, file, licence
          [a];size = 1                           | c.ini, line 1: [a]: it needs either a repository or a url
          [a];repository = o/r;url = https://x/y | c.ini, line 1: [a]: it needs either a repository or a url
          [a];repository = o                     | c.ini, line 1: [a]: /o is no repository: it takes the form OWNER/NAME
          [a];url = x.gguf                       | c.ini, line 1: [a]: x.gguf is no http or https address
          [a];repository = o/r;sha256 = 12       | c.ini, line 1: [a] has a sha256 that is not 64 hex digits
          [a];repository = o/r;file = x.bin      | c.ini, line 1: [a]: its file must end in .gguf
          """)
  void mistakesNameTheLine(String text, String message) {
    assertThatThrownBy(() -> new CatalogueReader("c.ini").read(text.replace(';', '\n')))
        .isInstanceOf(HubException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void closeNamesAreFound() {
    Catalogue catalogue = Catalogue.of(Map.of("XDG_CONFIG_HOME", "/nowhere"));
    assertThat(catalogue.near("qwen34b")).contains("qwen3-4b");
    assertThat(catalogue.near("gpt-oss")).contains("gpt-oss-20b", "gpt-oss-120b");
    assertThat(catalogue.near("zzzzzzzz")).isEmpty();
  }
}
