package dev.ponder.protocol.responses;

import static dev.ponder.protocol.responses.Shape.ANYTHING;
import static dev.ponder.protocol.responses.Shape.ARRAY;
import static dev.ponder.protocol.responses.Shape.FLAG;
import static dev.ponder.protocol.responses.Shape.ID;
import static dev.ponder.protocol.responses.Shape.NAME;
import static dev.ponder.protocol.responses.Shape.OBJECT;
import static dev.ponder.protocol.responses.Shape.STATUS;
import static dev.ponder.protocol.responses.Shape.TEXT;
import static dev.ponder.protocol.responses.Shape.empty;
import static dev.ponder.protocol.responses.Shape.oneOf;

import dev.ponder.core.Json;
import dev.ponder.protocol.wire.Cursor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The kinds of items that an input may hold beside messages and references, by their `type`. All
/// have an `id`; those of tools that the service runs are kept for clients that replay what another
/// server gave them.
final class ItemShapes {

  /// One kind.
  ///
  /// @param prefix how its ids begin
  /// @param usual members that every listed item has, as they are where the client gave none
  /// @param shape its members beside `type` and `id`
  record Kind(String prefix, Json.Obj usual, Shape shape) {}

  /// A sealed summary may be longer than a text.
  private static final int MAX_SEALED = 20 << 20;

  private static final Shape.Reader SEALED = place -> Json.of(place.shortString(MAX_SEALED));

  private static final Shape.Reader OUTCOME =
      oneOf(
          "in_progress",
          "searching",
          "completed",
          "incomplete",
          "failed",
          "generating",
          "interpreting",
          "calling");

  private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

  static {
    functions();
    thoughts();
    clientTools();
    hostedTools();
    remoteTools();
  }

  private ItemShapes() {}

  /// The kind of that name.
  static Optional<Kind> kind(String type) {
    return Optional.ofNullable(KINDS.get(type));
  }

  /// The names of all kinds.
  static List<String> names() {
    return List.copyOf(KINDS.keySet());
  }

  private static void add(String type, String prefix, Json.Builder usual, Shape shape) {
    KINDS.put(type, new Kind(prefix, usual.build(), shape));
  }

  private static Json.Builder nothing() {
    return Json.object();
  }

  private static Json.Builder completed() {
    return Json.object().put("status", "completed");
  }

  /// What a shell is to do, with the limits that it may have.
  private static Json shellAction(Cursor place) {
    Json.Builder action = Json.object().putNull("timeout_ms").putNull("max_output_length");
    place.members().forEach(action::put);
    return action.build();
  }

  private static Shape call() {
    return empty().with("call_id", ID).maybe("status", STATUS).maybe("caller", OBJECT);
  }

  private static void functions() {
    Shape named = call().with("name", NAME).maybe("namespace", NAME);
    Shape result =
        call()
            .with("output", PartDecoder::output)
            .maybe("name", NAME)
            .maybe("namespace", NAME)
            .maybe("created_by", NAME);
    add(
        "function_call",
        "fc_",
        completed(),
        named.with("arguments", TEXT).maybe("created_by", NAME));
    add("function_call_output", "fco_", completed(), result);
    add(
        "custom_tool_call",
        "ctc_",
        completed(),
        named.with("input", TEXT).maybe("created_by", NAME));
    add("custom_tool_call_output", "ctco_", completed(), result);
  }

  private static void thoughts() {
    add(
        "reasoning",
        "rs_",
        Json.object().put("summary", Json.of(List.<Json>of())),
        empty()
            .maybe("summary", PartDecoder::summary)
            .maybe("content", PartDecoder::thought)
            .maybe("encrypted_content", SEALED)
            .maybe("status", STATUS));
    add(
        "compaction",
        "cmp_",
        nothing(),
        empty().with("encrypted_content", SEALED).maybe("created_by", NAME));
    add(
        "additional_tools",
        "at_",
        Json.object().put("role", "developer"),
        empty().maybe("role", oneOf("developer")).with("tools", ARRAY));
  }

  private static void clientTools() {
    Shape limited = call().maybe("max_output_length", ANYTHING).maybe("created_by", NAME);
    add(
        "shell_call",
        "sh_",
        completed().putNull("environment"),
        limited.with("action", ItemShapes::shellAction).maybe("environment", OBJECT));
    add(
        "shell_call_output",
        "sho_",
        completed().putNull("max_output_length"),
        limited.with("output", ARRAY));
    add("local_shell_call", "lsh_", completed(), call().with("action", OBJECT));
    add(
        "local_shell_call_output",
        "lsho_",
        nothing(),
        empty().maybe("call_id", ID).with("output", TEXT).maybe("status", STATUS));
    add(
        "apply_patch_call",
        "apc_",
        completed(),
        call().with("operation", OBJECT).maybe("created_by", NAME));
    add(
        "apply_patch_call_output",
        "apco_",
        nothing(),
        empty()
            .with("call_id", ID)
            .with("status", oneOf("completed", "failed"))
            .maybe("output", TEXT)
            .maybe("caller", OBJECT)
            .maybe("created_by", NAME));
    add(
        "computer_call",
        "cu_",
        completed(),
        call()
            .maybe("action", OBJECT)
            .maybe("actions", ARRAY)
            .maybe("pending_safety_checks", ARRAY));
    add(
        "computer_call_output",
        "cuo_",
        completed(),
        call().with("output", OBJECT).maybe("acknowledged_safety_checks", ARRAY));
  }

  private static void hostedTools() {
    Shape hosted = empty().maybe("status", OUTCOME);
    add("web_search_call", "ws_", completed(), hosted.maybe("action", OBJECT));
    add(
        "file_search_call",
        "fs_",
        completed(),
        hosted.with("queries", ARRAY).maybe("results", ARRAY));
    add(
        "code_interpreter_call",
        "ci_",
        completed().putNull("code").putNull("outputs"),
        hosted.maybe("code", TEXT).maybe("container_id", NAME).maybe("outputs", ARRAY));
    add(
        "image_generation_call",
        "ig_",
        completed().putNull("result"),
        hosted
            .maybe("result", ANYTHING)
            .maybe("revised_prompt", TEXT)
            .maybe("action", ANYTHING)
            .maybe("background", ANYTHING)
            .maybe("output_format", ANYTHING)
            .maybe("quality", ANYTHING)
            .maybe("size", ANYTHING));
    Shape search = empty().maybe("call_id", ID).maybe("execution", NAME).maybe("status", STATUS);
    add(
        "tool_search_call",
        "tsc_",
        completed().put("execution", "server"),
        search.with("arguments", ANYTHING));
    add(
        "tool_search_output",
        "tso_",
        completed().put("execution", "server"),
        search.with("tools", ARRAY));
    add(
        "program",
        "prg_",
        nothing(),
        empty().with("call_id", ID).with("code", TEXT).maybe("fingerprint", TEXT));
    add(
        "program_output",
        "prgo_",
        nothing(),
        empty().with("call_id", ID).with("result", TEXT).maybe("status", STATUS));
  }

  private static void remoteTools() {
    Shape asked = empty().with("server_label", NAME).with("name", NAME).with("arguments", TEXT);
    add(
        "mcp_list_tools",
        "mcpl_",
        nothing(),
        empty().with("server_label", NAME).with("tools", ARRAY).maybe("error", ANYTHING));
    add(
        "mcp_call",
        "mcp_",
        nothing(),
        asked
            .maybe("output", TEXT)
            .maybe("error", ANYTHING)
            .maybe("status", OUTCOME)
            .maybe("approval_request_id", NAME));
    add("mcp_approval_request", "mcpr_", nothing(), asked);
    add(
        "mcp_approval_response",
        "mcpa_",
        Json.object().put("request_id", ""),
        empty()
            .with("approval_request_id", NAME)
            .with("approve", FLAG)
            .maybe("reason", TEXT)
            .maybe("request_id", NAME));
  }
}
