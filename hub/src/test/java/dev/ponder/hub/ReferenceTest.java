package dev.ponder.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the command line's words for models mean.
class ReferenceTest {
  @ParameterizedTest
  @CsvSource({
    "qwen3-4b, qwen3-4b",
    "Qwen3-4B:Q8_0, qwen3-4b:Q8_0",
    "hf:o/r, hf:o/r",
    "HF:o/r:q8_0, hf:o/r:q8_0",
    "o/r:x.gguf, hf:o/r:x.gguf",
    "hf:o/r@v1:dir/x.gguf, hf:o/r@v1:dir/x.gguf",
    "hf.co/o/r:Q4_0, hf:o/r:Q4_0",
    "https://huggingface.co/o/r, hf:o/r",
    "https://huggingface.co/o/r/blob/main/x.gguf, hf:o/r:x.gguf",
    "https://hf.co/o/r/resolve/v2/dir/x.gguf?download=true, hf:o/r@v2:dir/x.gguf",
    "http://hub.example:8080/o/r/tree/main, hf:o/r",
    "https://models.example/o/r/x.gguf, https://models.example/o/r/x.gguf"
  })
  void everySpellingHasOneMeaning(String text, String meaning) {
    Endpoint endpoint = Endpoint.of("http://hub.example:8080/");
    assertThat(Reference.parse(text, endpoint).text()).isEqualTo(meaning);
    assertThat(Reference.parse(meaning, endpoint).text()).isEqualTo(meaning);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "/",
        "a/b/c",
        "hf:",
        "hf:o",
        "hf:../r",
        "hf:o/..",
        "hf:o/r..x",
        "ftp://x/y.gguf",
        "https://",
        "https://user:secret@host/x.gguf",
        "a b",
        "q:",
        "hf:o/r@:x",
        "\u001b[2J"
      })
  void nonsenseIsRefusedWithoutEchoingControls(String text) {
    assertThatThrownBy(() -> Reference.parse(text, Endpoint.PUBLIC))
        .isInstanceOf(HubException.class)
        .message()
        .doesNotContain("\u001b", "secret");
  }

  @Test
  void fileNamesAreEncodedInAddresses() {
    assertThat(Endpoint.PUBLIC.file(Repository.of("o/r"), "a/b", "d/x y#?.gguf"))
        .isEqualTo(URI.create("https://huggingface.co/o/r/resolve/a%2Fb/d/x%20y%23%3F.gguf"));
  }

  @Test
  void onlyTheEndpointsOwnHostIsItsOwn() {
    Endpoint endpoint = Endpoint.of("https://hub.example");
    assertThat(endpoint.owns(URI.create("https://HUB.example:443/x"))).isTrue();
    assertThat(endpoint.owns(URI.create("http://hub.example/x"))).isFalse();
    assertThat(endpoint.owns(URI.create("https://hub.example:8443/x"))).isFalse();
    assertThat(endpoint.owns(URI.create("https://cdn.hub.example/x"))).isFalse();
    assertThat(endpoint.owns(URI.create("https://hub.example.evil/x"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/x, http://b.example/y",
    "https://a.example/x, http://a.example/y",
    "https://a.example/x, ftp://a.example/y",
    "https://a.example/x, file:///etc/passwd",
    "https://a.example/x, http://127.0.0.1.evil.example/y"
  })
  void redirectsToLessSafeAddressesAreRefused(String from, String to) {
    assertThatThrownBy(() -> Web.target(URI.create(from), to)).isInstanceOf(HubException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/x/y, ../z, https://a.example/z",
    "https://a.example/x, //b.example/z, https://b.example/z",
    "http://a.example/x, https://b.example/z, https://b.example/z",
    "https://a.example/x, http://127.0.0.1:1/z, http://127.0.0.1:1/z"
  })
  void otherRedirectsAreFollowed(String from, String location, String to) {
    assertThat(Web.target(URI.create(from), location)).isEqualTo(URI.create(to));
  }
}
