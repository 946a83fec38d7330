package dev.ponder.app;

import dev.ponder.hub.PullEvent;
import dev.ponder.hub.PullListener;
import java.util.function.LongSupplier;

/// Shows how far a pull is: a bar on a terminal, a line now and then elsewhere.
final class PullReport implements PullListener, AutoCloseable {
  private static final long LINE_NANOS = 10_000_000_000L;

  private final Console console;
  private final LongSupplier nanos;
  private final ProgressBar bar;
  private final TransferRate rate = new TransferRate();
  private long nextLine;
  private String name = "";

  private PullReport(Console console, LongSupplier nanos) {
    this.console = console;
    this.nanos = nanos;
    this.bar = new ProgressBar(console, "");
  }

  static PullReport on(Console console) {
    return on(console, System::nanoTime);
  }

  /// With another clock.
  static PullReport on(Console console, LongSupplier nanos) {
    return new PullReport(console, nanos);
  }

  @Override
  public void on(PullEvent event) {
    switch (event) {
      case PullEvent.Planned planned -> begin(planned);
      case PullEvent.Advanced(long done, long total) -> advanced(done, total);
      case PullEvent.Waiting waiting ->
          line("%s; trying again in %s".formatted(waiting.why(), Durations.text(waiting.pause())));
      case PullEvent.Restarted(String file) ->
          line(file + " begins anew: what was there of it cannot be used");
      case PullEvent.Verifying(String file, long done, long total) ->
          bar.update(done, total, "verifying " + file);
      case PullEvent.Unverified(String file, String sha256) ->
          line("nobody tells the SHA-256 of %s to compare with; it is %s".formatted(file, sha256));
    }
  }

  private void begin(PullEvent.Planned planned) {
    name = planned.name();
    nextLine = nanos.getAsLong() + LINE_NANOS;
    rate.begin(planned.present(), nanos.getAsLong());
    String files =
        planned.files().size() == 1
            ? planned.files().getFirst()
            : planned.files().size() + " files";
    String present =
        planned.present() > 0 ? ", " + Sizes.text(planned.present()) + " of it here" : "";
    line("Pulling %s: %s, %s%s".formatted(name, files, Sizes.text(planned.bytes()), present));
  }

  private void advanced(long done, long total) {
    long now = nanos.getAsLong();
    rate.at(done, now);
    if (console.isTerminal(Console.Channel.ERR)) {
      bar.update(done, total, detail(done, total));
    } else if (now - nextLine >= 0 && done < total) {
      nextLine = now + LINE_NANOS;
      line("%s %d %%, %s".formatted(name, done * 100 / total, detail(done, total)));
    }
  }

  private String detail(long done, long total) {
    long speed = rate.bytesPerSecond();
    String left =
        rate.remaining(total - done).map(time -> ", " + Durations.text(time) + " left").orElse("");
    return "%s of %s%s%s"
        .formatted(
            Sizes.text(done),
            Sizes.text(total),
            speed == 0 ? "" : ", " + Sizes.text(speed) + "/s",
            left);
  }

  private void line(String text) {
    bar.tell(text);
  }

  @Override
  public void close() {
    bar.close();
  }
}
