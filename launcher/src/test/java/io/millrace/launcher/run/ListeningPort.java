package io.millrace.launcher.run;

import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.progress.RunStatus;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads, as a person would, at which port a gateway listens. */
record ListeningPort(Consumer<String> told) implements Progress {
  private static final Pattern PORT = Pattern.compile("listening at [^:]+:(\\d+)");

  @Override
  public void note(String line) {
    System.out.println(line);
    Matcher port = PORT.matcher(line);
    if (port.find()) {
      told.accept(port.group(1));
    }
  }

  @Override
  public void show(RunStatus status) {}

  @Override
  public void end() {}
}
