package io.millrace.env.external;

/**
 * An external simulator is not installed, has died, or has refused. The episode is lost, and with
 * it its group; the next episode gets a new process.
 */
public final class SimulatorException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SimulatorException(String message) {
    super(message);
  }

  public SimulatorException(String message, Throwable cause) {
    super(message, cause);
  }
}
