package io.millrace.launcher.progress;

/** Shows a person how a run gets on. Called from one thread at a time. */
public interface Progress {
  /** Something happened that is worth a line of its own. */
  void note(String line);

  /** Where the run is now; called a few times a second, shown as often as suits the medium. */
  void show(RunStatus status);

  /** No further status will come; what follows is printed below. */
  void end();

  /** Says nothing. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void note(String line) {}

      @Override
      public void show(RunStatus status) {}

      @Override
      public void end() {}
    };
  }
}
