package dev.ponder.serve;

import dev.ponder.api.Outcome;
import dev.ponder.api.Reading;
import dev.ponder.api.Session;
import dev.ponder.core.Cancelled;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.Errors;
import dev.ponder.protocol.objects.Bodies;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection of the WebSocket transport: `response.create` messages in, the events of
/// responses out, one response after the other.
///
/// Jetty's threads take frames in and never wait; a virtual thread of the connection's own makes
/// the responses and writes. When the connection ends it is interrupted, and with it what it makes.
final class ResponsesSocket implements FrameHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ResponsesSocket.class);
  private static final Duration LONGEST = Duration.ofMinutes(60);

  /// Messages that may wait for their turn.
  private static final int MOST_WAITING = 16;

  private final Session session;
  private final Visitor visitor;
  private final Shared shared;
  private final Settings settings;
  private final BlockingQueue<byte[]> inbox = new LinkedBlockingQueue<>(MOST_WAITING);
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private final long opened = System.nanoTime();
  private Optional<CoreSession> connection = Optional.empty();
  private Optional<Thread> thread = Optional.empty();
  private volatile boolean closed;

  /// @param messageBytes longer messages end the connection
  record Settings(long messageBytes, Limits limits, Duration longest) {
    static Settings of(long messageBytes, Limits limits) {
      return new Settings(messageBytes, limits, LONGEST);
    }
  }

  ResponsesSocket(Session session, Visitor visitor, Shared shared, Settings settings) {
    this.session = session;
    this.visitor = visitor;
    this.shared = shared;
    this.settings = settings;
  }

  // Frames, on Jetty's threads

  @Override
  public void onOpen(CoreSession core, Callback callback) {
    connection = Optional.of(core);
    SocketWriter out = new SocketWriter(core, settings.limits().stall());
    thread = Optional.of(Thread.ofVirtual().name("socket").start(() -> run(out)));
    callback.succeeded();
    core.demand();
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    CoreSession core = connection.orElseThrow();
    if (frame.getOpCode() == OpCode.PING) {
      pong(core, frame, callback);
      return;
    }
    switch (frame.getOpCode()) {
      case OpCode.TEXT, OpCode.CONTINUATION -> take(core, frame);
      case OpCode.BINARY ->
          core.close(CloseStatus.BAD_DATA, "Messages are JSON as text.", Callback.NOOP);
      default -> {}
    }
    callback.succeeded();
    core.demand();
  }

  /// Takes the next frame in only when the answer is out: pings of a client that reads nothing
  /// would pile up otherwise.
  private static void pong(CoreSession core, Frame ping, Callback callback) {
    Frame pong = new Frame(OpCode.PONG, BufferUtil.copy(ping.getPayload()));
    callback.succeeded();
    core.sendFrame(pong, Callback.from(core::demand), false);
  }

  private void take(CoreSession core, Frame frame) {
    if (message.size() + frame.getPayloadLength() > settings.messageBytes()) {
      core.close(CloseStatus.MESSAGE_TOO_LARGE, "The message is too large.", Callback.NOOP);
      return;
    }
    message.writeBytes(BufferUtil.toArray(frame.getPayload()));
    if (frame.isFin()) {
      byte[] whole = message.toByteArray();
      message.reset();
      if (!inbox.offer(whole)) {
        core.close(CloseStatus.POLICY_VIOLATION, "Too many messages wait.", Callback.NOOP);
      }
    }
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    LOG.debug("A socket broke", cause);
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    closed = true;
    thread.ifPresent(Thread::interrupt);
    callback.succeeded();
  }

  // Responses, on the connection's own thread

  private void run(SocketWriter out) {
    try {
      while (!closed && youngEnough(out)) {
        byte[] next = inbox.poll(settings.limits().ping().toNanos(), TimeUnit.NANOSECONDS);
        if (next == null) {
          out.ping();
        } else {
          answer(next, out);
        }
      }
    } catch (InterruptedException | Cancelled e) {
      LOG.debug("A socket ended: {}", e.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.error("A socket broke off", e);
    } finally {
      connection.ifPresent(CoreSession::abort);
    }
  }

  private boolean youngEnough(SocketWriter out) throws Cancelled {
    if (System.nanoTime() - opened < settings.longest().toNanos()) {
      return true;
    }
    out.text(
        error(
            Problem.invalid(
                "type",
                "websocket_connection_limit_reached",
                "A connection may be used for 60 minutes; open a new one to continue.")));
    out.close(CloseStatus.NORMAL, "The connection has reached its limit.");
    return false;
  }

  private void answer(byte[] next, SocketWriter out) throws Cancelled {
    try {
      Json.Obj body = create(Bodies.parse(next));
      visitor.allowance().take();
      try (AdmissionGate.Slot slot = shared.gate().enter();
          Reading reading = session.answer(body)) {
        tell(reading, slot, out);
      }
    } catch (Problem.Exceptional e) {
      out.text(error(e.problem()));
    } catch (Refusal e) {
      out.text(error(e.problem()));
    }
  }

  /// The body of a request in such a message.
  private static Json.Obj create(Json message) {
    if (!(message instanceof Json.Obj(Map<String, Json> members))
        || !Json.of("response.create").equals(members.get("type"))) {
      throw Problem.invalid(
              "type", "invalid_value", "Expected a message of the type 'response.create'.")
          .exception();
    }
    Map<String, Json> body = new LinkedHashMap<>(members);
    body.remove("type");
    body.put("stream", Json.of(true));
    return new Json.Obj(body);
  }

  private void tell(Reading reading, AdmissionGate.Slot slot, SocketWriter out) throws Cancelled {
    boolean told = false;
    while (true) {
      switch (next(reading, slot)) {
        case Reading.Step.Event(var event) -> {
          out.text(event.data());
          shared.measurements().event();
          told = true;
        }
        case Reading.Step.Silence() -> out.ping();
        case Reading.Step.Ended(Outcome outcome) -> {
          slot.settle();
          end(outcome, told ? Optional.empty() : Optional.of(out));
          return;
        }
      }
    }
  }

  private Reading.Step next(Reading reading, AdmissionGate.Slot slot) throws Cancelled {
    try {
      return reading.next(settings.limits().ping());
    } catch (InterruptedException e) {
      if (closed || slot.calledOff().isEmpty()) {
        throw new Cancelled("the client is gone");
      }
      // Its end tells the client why.
      reading.callOff(AdmissionGate.stopping());
      return new Reading.Step.Silence();
    }
  }

  /// @param out where to tell a failure of which no event has told
  private void end(Outcome outcome, Optional<SocketWriter> out) throws Cancelled {
    switch (outcome) {
      case Outcome.Made(Json.Obj response) ->
          ResponseUsage.of(response).ifPresent(visitor.allowance()::count);
      case Outcome.Failed(Problem problem) -> {
        if (out.isPresent()) {
          out.get().text(error(problem));
        }
      }
    }
  }

  private static String error(Problem problem) {
    Json.Obj body = (Json.Obj) Json.parse(Errors.body(problem));
    return Json.object()
        .put("type", "error")
        .put("status", Errors.status(problem))
        .put("error", body.member("error").orElseThrow())
        .build()
        .text();
  }
}
