package io.millrace.launcher.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Somebody wants the program to stop (Ctrl-C, SIGTERM). The JVM is held back until the work that
 * listens here has come to its end, so that nothing is lost and nothing stays behind.
 */
public final class StopSignal implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final CountDownLatch done = new CountDownLatch(1);
  private final Runnable listener;
  private final Thread hook = new Thread(this::signalled, "millrace-stop");

  private StopSignal(Runnable listener) {
    this.listener = listener;
  }

  /**
   * Calls the listener when the program is told to stop, until this is closed.
   *
   * @param listener told on another thread; returns at once
   */
  public static StopSignal listen(Runnable listener) {
    StopSignal signal = new StopSignal(listener);
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  private void signalled() {
    listener.run();
    try {
      if (!done.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println(
            "millrace: gave up waiting for the end after " + LIMIT.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work has ended: the JVM may. */
  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down already: the hook has run and now returns.
    }
  }
}
