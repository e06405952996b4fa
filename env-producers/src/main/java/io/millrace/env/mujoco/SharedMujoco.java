package io.millrace.env.mujoco;

/**
 * One process for many environments: it is started for the first of them that steps, replaced if it
 * has died, and ended when the last of them closes. Thread-safe.
 */
final class SharedMujoco {
  /** What the environments of this JVM share. */
  static final SharedMujoco OF_THIS_JVM = new SharedMujoco();

  private MujocoProcess process;
  private int holders;

  /** A share that holds nothing before it is asked for the process. */
  Share share() {
    return new Share();
  }

  private synchronized MujocoProcess take(boolean first) {
    if (process == null || !process.alive()) {
      process = MujocoProcess.start();
    }
    holders += first ? 1 : 0;
    return process;
  }

  private synchronized void giveBack() {
    holders--;
    if (holders == 0) {
      process.close();
      process = null;
    }
  }

  /** What one environment has of it. Not thread-safe, as the environment is not. */
  final class Share implements AutoCloseable {
    private boolean holds;

    private Share() {}

    /**
     * The process that runs now.
     *
     * @throws io.millrace.env.external.SimulatorException if MuJoCo is not installed
     */
    MujocoProcess process() {
      MujocoProcess now = take(!holds);
      holds = true;
      return now;
    }

    @Override
    public void close() {
      if (holds) {
        holds = false;
        giveBack();
      }
    }
  }
}
