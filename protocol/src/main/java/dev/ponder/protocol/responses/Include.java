package dev.ponder.protocol.responses;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a client can ask to have in the items that it gets (`include`).
public enum Include {
  FILE_SEARCH_RESULTS("file_search_call.results"),
  WEB_SEARCH_RESULTS("web_search_call.results"),
  WEB_SEARCH_SOURCES("web_search_call.action.sources"),
  INPUT_IMAGE_URL("message.input_image.image_url"),
  COMPUTER_OUTPUT_IMAGE_URL("computer_call_output.output.image_url"),
  CODE_INTERPRETER_OUTPUTS("code_interpreter_call.outputs"),
  /// The thought, sealed, so that a client can hand it back without being able to read it.
  REASONING_ENCRYPTED_CONTENT("reasoning.encrypted_content"),
  /// The log probabilities of the answer's tokens.
  OUTPUT_TEXT_LOGPROBS("message.output_text.logprobs");

  private final String label;

  Include(String label) {
    this.label = label;
  }

  /// Its name on the wire.
  public String label() {
    return label;
  }

  static List<String> labels() {
    return Arrays.stream(values()).map(Include::label).toList();
  }

  /// The one of that name on the wire.
  public static Optional<Include> named(String label) {
    return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
  }
}
