package dev.ponder.reason;

import dev.ponder.model.tokenizer.Tokenizer;
import java.util.List;
import java.util.Optional;

/// The families of models that have a format of their own, told by what their templates write. A
/// template of the same markup with other conventions for tools or thoughts is none of them: it is
/// run, see [TemplateFormat].
enum Family {
  HARMONY(Harmony.tokens()) {
    @Override
    boolean wrote(String template) {
      return template.contains("<|channel|>") && template.contains("<|start|>");
    }

    @Override
    PromptFormat format(Tokenizer tokenizer, Optional<String> template) {
      return Harmony.of(tokenizer);
    }
  },
  CHAT_ML(ChatMl.tokens()) {
    @Override
    boolean wrote(String template) {
      boolean qwen = template.contains("<tools>") && template.contains("<args-json-object>");
      return template.contains("<|im_start|>")
          && !template.contains("<|im_sep|>")
          && (qwen || SmolLm3.writtenBy(template) || !template.contains("tools"));
    }

    @Override
    PromptFormat format(Tokenizer tokenizer, Optional<String> template) {
      return template.filter(SmolLm3::writtenBy).isPresent()
          ? SmolLm3.of(tokenizer, template.get())
          : ChatMl.of(tokenizer, template);
    }
  },
  LLAMA3(Llama3.tokens()) {
    @Override
    boolean wrote(String template) {
      return template.contains("<|start_header_id|>")
          && (template.contains("Environment: ipython") || !template.contains("tools"));
    }

    @Override
    PromptFormat format(Tokenizer tokenizer, Optional<String> template) {
      return Llama3.of(tokenizer, template);
    }
  },
  GEMMA(Gemma.tokens()) {
    @Override
    boolean wrote(String template) {
      return template.contains("<start_of_turn>") && !template.contains("tools");
    }

    @Override
    PromptFormat format(Tokenizer tokenizer, Optional<String> template) {
      return Gemma.of(tokenizer);
    }
  },
  DEEP_SEEK(DeepSeek.tokens()) {
    @Override
    boolean wrote(String template) {
      return template.contains("<｜User｜>")
          && template.contains("<｜Assistant｜>")
          && !template.contains("thinking is defined");
    }

    @Override
    PromptFormat format(Tokenizer tokenizer, Optional<String> template) {
      return DeepSeek.of(tokenizer, template);
    }
  },
  PHI(Phi.tokens()) {
    @Override
    boolean wrote(String template) {
      // Phi-4-mini's template puts the role's mark together: '<|' + role + '|>'.
      return template.contains("<|assistant|>") && template.contains("<|end|>");
    }

    @Override
    PromptFormat format(Tokenizer tokenizer, Optional<String> template) {
      return Phi.of(tokenizer, template);
    }
  };

  private final List<String> tokens;

  Family(List<String> tokens) {
    this.tokens = tokens;
  }

  /// The tokens that a vocabulary needs for this family's format.
  List<String> tokens() {
    return tokens;
  }

  /// Whether that template is one of this family's.
  abstract boolean wrote(String template);

  abstract PromptFormat format(Tokenizer tokenizer, Optional<String> template);
}
