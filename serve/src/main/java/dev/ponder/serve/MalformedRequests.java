package dev.ponder.serve;

import dev.ponder.core.Problem;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Answers what Jetty refuses before it becomes a request, in the shape of every other error.
final class MalformedRequests implements Request.Handler {
  private final Measurements measurements;

  MalformedRequests(Measurements measurements) {
    this.measurements = measurements;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = Math.max(response.getStatus(), 400);
    // Jetty also wants a last word for requests that were cut off; those were counted already.
    if (request.getAttribute(HttpEntrance.ENTERED) == null) {
      measurements.malformed("malformed", status);
    }
    Answer answer = Answer.of(status, problem(status, reason(request)));
    byte[] body = answer.bytes();
    response.setStatus(status);
    response.getHeaders().put("x-request-id", Exchange.newRequestId());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  private static Problem problem(int status, String reason) {
    return switch (status) {
      case 414, 431 ->
          Problem.of(
              Problem.Kind.INVALID_REQUEST, "The request line or the header fields are too long.");
      case 500, 503 -> HttpEntrance.internal();
      default ->
          Problem.of(
              Problem.Kind.INVALID_REQUEST, "The request is not valid HTTP: " + reason + ".");
    };
  }

  private static String reason(Request request) {
    Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
    return Optional.ofNullable(message).map(Object::toString).orElse("it cannot be parsed");
  }
}
