package dev.ponder.reason;

import dev.ponder.core.Json;
import dev.ponder.core.Tool;
import dev.ponder.core.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every family's format with a vocabulary of bytes and its own marks.
enum Families {
  QWEN3(
      "{{ '<|im_start|>' }}{% if enable_thinking is false %}",
      List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>"),
      List.of(
          "<think>",
          "</think>",
          "<tool_call>",
          "</tool_call>",
          "<tool_response>",
          "</tool_response>")),
  QWEN2("{{ '<|im_start|>' }}", List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>"), List.of()),
  SMOLLM3(
      "{{ '<|im_start|>' }} Reasoning Mode: /no_think",
      List.of("<|im_start|>", "<|im_end|>"),
      List.of("<think>", "</think>", "<tool_call>", "</tool_call>")),
  LLAMA3(
      "{{ '<|start_header_id|>' }}",
      List.of(
          "<|begin_of_text|>",
          "<|start_header_id|>",
          "<|end_header_id|>",
          "<|eom_id|>",
          "<|eot_id|>",
          "<|python_tag|>"),
      List.of()),
  GEMMA(
      "{{ '<start_of_turn>' }}",
      List.of("<bos>", "<eos>", "<start_of_turn>", "<end_of_turn>"),
      List.of()),
  PHI(
      "{{ '<|user|>' '<|assistant|>' '<|end|>' }}",
      List.of(
          "<|endoftext|>",
          "<|system|>",
          "<|user|>",
          "<|assistant|>",
          "<|end|>",
          "<|tool|>",
          "<|/tool|>",
          "<|tool_call|>",
          "<|/tool_call|>",
          "<|tool_response|>"),
      List.of()),
  DEEPSEEK(
      "{{ '<｜User｜>' '<｜Assistant｜><think>\\n' }}",
      List.of(
          "<｜begin▁of▁sentence｜>",
          "<｜end▁of▁sentence｜>",
          "<｜User｜>",
          "<｜Assistant｜>",
          "<｜tool▁calls▁begin｜>",
          "<｜tool▁call▁begin｜>",
          "<｜tool▁sep｜>",
          "<｜tool▁call▁end｜>",
          "<｜tool▁calls▁end｜>",
          "<｜tool▁outputs▁begin｜>",
          "<｜tool▁output▁begin｜>",
          "<｜tool▁output▁end｜>",
          "<｜tool▁outputs▁end｜>"),
      List.of("<think>", "</think>")),
  HARMONY(
      "{{ '<|start|>' '<|channel|>' }}",
      List.of(
          "<|endoftext|>",
          "<|return|>",
          "<|constrain|>",
          "<|channel|>",
          "<|start|>",
          "<|end|>",
          "<|message|>",
          "<|call|>"),
      List.of());

  private final String template;
  private final List<String> control;
  private final List<String> userDefined;

  Families(String template, List<String> control, List<String> userDefined) {
    this.template = template;
    this.control = control;
    this.userDefined = userDefined;
  }

  /// Two functions: `weather(city, days)` and `now()`.
  static Tools tools() {
    Json.Obj schema =
        (Json.Obj)
            Json.parse(
                """
                {"type": "object", "properties": {"city": {"type": "string"},
                "days": {"type": "integer"}}, "required": ["city"]}
                """);
    return Tools.of(
        List.of(
            new Tool.Function("weather", Optional.of("In a city."), Optional.of(schema), false),
            new Tool.Function("now", Optional.empty(), Optional.empty(), false)));
  }

  List<String> marks() {
    List<String> marks = new ArrayList<>(control);
    marks.addAll(userDefined);
    return marks;
  }

  List<String> control() {
    return control;
  }

  ByteTokenizer tokenizer() {
    return ByteTokenizer.of(control, userDefined);
  }

  /// A vocabulary whose file calls all marks user-defined.
  ByteTokenizer carelessTokenizer() {
    return ByteTokenizer.of(List.of(), marks());
  }

  PromptFormat format(ByteTokenizer tokenizer) {
    return PromptFormats.choose("m", tokenizer, Optional.of(template));
  }
}
