package io.millrace.launcher.stack;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** Sends this process's warnings to a file as long as it is open. */
final class LogFile implements AutoCloseable {
  private final LoggerContext context;
  private final FileAppender appender;

  private LogFile(LoggerContext context, FileAppender appender) {
    this.context = context;
    this.appender = appender;
  }

  static LogFile open(Path file) {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    FileAppender appender =
        FileAppender.newBuilder()
            .setName("file:" + file)
            .withFileName(file.toString())
            .setLayout(
                PatternLayout.newBuilder()
                    .withPattern("%d{HH:mm:ss.SSS} %-5level [%t] %c{1} - %msg%n")
                    .build())
            .build();
    appender.start();
    context.getConfiguration().getRootLogger().addAppender(appender, Level.WARN, null);
    context.updateLoggers();
    return new LogFile(context, appender);
  }

  @Override
  public void close() {
    context.getConfiguration().getRootLogger().removeAppender(appender.getName());
    context.updateLoggers();
    appender.stop();
  }
}
