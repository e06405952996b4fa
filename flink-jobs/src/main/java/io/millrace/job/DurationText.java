package io.millrace.job;

import java.time.Duration;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.ITypeConverter;

/** Reads {@code 200ms}, {@code 10s}, {@code 1d}. */
final class DurationText implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    return TimeUtils.parseDuration(text);
  }
}
