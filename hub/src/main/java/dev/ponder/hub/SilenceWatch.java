package dev.ponder.hub;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Ends bodies whose server has sent nothing for too long, which HTTP alone would wait for forever.
final class SilenceWatch implements AutoCloseable {
  private static final int CHECKS_PER_SILENCE = 8;

  private final Duration silence;
  private final Set<Body> open = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("ponder-silence").unstarted(task));

  SilenceWatch(Duration silence) {
    this.silence = silence;
    long period = Math.max(1, silence.toMillis() / CHECKS_PER_SILENCE);
    clock.scheduleAtFixedRate(
        () -> open.forEach(Body::check), period, period, TimeUnit.MILLISECONDS);
  }

  Duration silence() {
    return silence;
  }

  /// The stream, which fails once it has been silent for too long while somebody reads it.
  InputStream over(InputStream body, URI from) {
    Body watched = new Body(body, from);
    open.add(watched);
    return watched;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private final class Body extends FilterInputStream {
    private final URI from;
    private volatile long readingSince;
    private volatile boolean reading;
    private volatile boolean silent;

    Body(InputStream body, URI from) {
      super(body);
      this.from = from;
    }

    void check() {
      if (reading && System.nanoTime() - readingSince > silence.toNanos()) {
        silent = true;
        try {
          in.close();
        } catch (IOException e) {
          // It is being given up.
        }
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      readingSince = System.nanoTime();
      reading = true;
      try {
        int count = in.read(buffer, offset, length);
        if (silent) {
          throw new TryAgain(from.getAuthority() + " stopped sending", Optional.empty());
        }
        return count;
      } catch (TryAgain e) {
        throw e;
      } catch (IOException e) {
        String why = silent ? " stopped sending" : " cut the connection";
        throw new TryAgain(from.getAuthority() + why, Optional.empty());
      } finally {
        reading = false;
      }
    }

    @Override
    public void close() throws IOException {
      open.remove(this);
      super.close();
    }
  }
}
