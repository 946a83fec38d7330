package dev.ponder.serve;

import dev.ponder.api.Intake;
import dev.ponder.core.Cancelled;
import dev.ponder.core.Problem;
import dev.ponder.state.Blob;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;

/// Reads a form (`multipart/form-data`) of which one field is a file. The file goes to where it is
/// stored while it arrives and is never in memory; everything else of a form is short.
///
/// Jetty finds the parts. It swallows what its listener throws, so the first problem is kept and
/// thrown between two pieces of the body.
final class FormReader implements MultiPart.Parser.Listener {
  private static final int MOST_PARTS = 32;
  private static final int MOST_HEADER_BYTES = 4 * 1024;
  private static final int MOST_FIELD_BYTES = 16 * 1024;
  private static final int LONGEST_BOUNDARY = 200;

  /// What a form may take beside its file.
  private static final int OVERHEAD_BYTES = 1 << 20;

  private final Fields expected;
  private final Intake intake;
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private Optional<Problem> problem = Optional.empty();
  private Optional<Disposition> part = Optional.empty();
  private Optional<String> filename = Optional.empty();
  private boolean complete;

  /// Which fields there may be.
  ///
  /// @param file the one that is a file
  /// @param others by name; one in brackets stands for what is before them
  record Fields(String file, Set<String> others, long mostBytes) {}

  private FormReader(Fields expected, Intake intake) {
    this.expected = expected;
    this.intake = intake;
  }

  /// Reads the form; its contents are stored when this returns, and whoever does not use them gives
  /// them up.
  ///
  /// @param intake takes the file; closed by the caller
  /// @throws Problem.Exceptional when it is no form, or not one of those fields
  /// @throws Cancelled when the client leaves before its end
  static Form read(Exchange exchange, RequestBody body, Fields expected, Intake intake)
      throws Cancelled {
    FormReader reader = new FormReader(expected, intake);
    MultiPart.Parser parser = new MultiPart.Parser(boundary(exchange), reader);
    parser.setMaxParts(MOST_PARTS);
    parser.setPartHeadersMaxLength(MOST_HEADER_BYTES);
    body.stream(
        exchange,
        expected.mostBytes() + OVERHEAD_BYTES,
        chunk -> {
          parser.parse(chunk);
          reader.check();
        });
    return reader.form();
  }

  private static String boundary(Exchange exchange) {
    String type = exchange.header("Content-Type").orElse("");
    if (!type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      throw invalid("The request must be a form, with the content type multipart/form-data.");
    }
    return named(type)
        .filter(boundary -> !boundary.isEmpty() && boundary.length() <= LONGEST_BOUNDARY)
        .orElseThrow(
            () -> invalid("The content type multipart/form-data names no usable boundary."));
  }

  private static Optional<String> named(String type) {
    try {
      return Optional.ofNullable(MultiPart.extractBoundary(type));
    } catch (IllegalArgumentException e) {
      // A quote that does not end.
      return Optional.empty();
    }
  }

  private void check() {
    problem.ifPresent(found -> {
      throw found.exception();
    });
  }

  private Form form() {
    if (!complete) {
      throw invalid("The form ends before its last boundary.");
    }
    String name = filename.orElseThrow(() -> Form.missing(expected.file()).exception());
    Blob contents = intake.finish();
    return new Form(fields, name, contents);
  }

  @Override
  public void onPartBegin() {
    part = Optional.empty();
    text.reset();
  }

  @Override
  public void onPartHeader(String name, String value) {
    if (name.equalsIgnoreCase("Content-Disposition")) {
      part = Disposition.parse(value);
    }
  }

  @Override
  public void onPartHeaders() {
    attempt(() -> {
      Disposition field =
          part.orElseThrow(() -> invalid("A part of the form does not say which field it is."));
      if (field.name().equals(expected.file())) {
        refuseIf(filename.isPresent(), field.name());
        filename = Optional.of(field.filename().orElse("file"));
      } else {
        refuseIf(fields.containsKey(field.name()), field.name());
        refuseUnknown(field.name());
      }
    });
  }

  @Override
  public void onPartContent(Content.Chunk chunk) {
    attempt(() -> {
      byte[] bytes = bytes(chunk.getByteBuffer());
      if (isFile()) {
        intake.write(bytes, 0, bytes.length);
        return;
      }
      if (text.size() + bytes.length > MOST_FIELD_BYTES) {
        throw invalid("A field of the form is longer than %d bytes.".formatted(MOST_FIELD_BYTES));
      }
      text.writeBytes(bytes);
    });
  }

  @Override
  public void onPartEnd() {
    attempt(() -> {
      if (!isFile()) {
        part.ifPresent(field -> fields.put(field.name(), text.toString(StandardCharsets.UTF_8)));
      }
    });
  }

  @Override
  public void onComplete() {
    complete = true;
  }

  @Override
  public void onFailure(Throwable failure) {
    attempt(() -> {
      throw invalid(
          "The form is malformed: its boundaries, or the headers of a part, cannot be read.");
    });
  }

  private boolean isFile() {
    return part.filter(field -> field.name().equals(expected.file())).isPresent();
  }

  private void refuseUnknown(String name) {
    if (!expected.others().contains(name.replaceFirst("\\[.*", "[]"))) {
      String shown = name.length() <= 100 ? name : name.substring(0, 100) + "…";
      throw Problem.invalid(shown, "unknown_parameter", "Unknown parameter: '%s'.".formatted(shown))
          .exception();
    }
  }

  private static void refuseIf(boolean repeated, String name) {
    if (repeated) {
      throw Problem.invalid(
              name, "duplicate_parameter", "The form has the field '%s' twice.".formatted(name))
          .exception();
    }
  }

  /// Does nothing more once there is a problem.
  private void attempt(Runnable step) {
    if (problem.isEmpty()) {
      try {
        step.run();
      } catch (Problem.Exceptional e) {
        problem = Optional.of(e.problem());
      }
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static Problem.Exceptional invalid(String message) {
    return Problem.of(Problem.Kind.INVALID_REQUEST, message).exception();
  }
}
