package io.millrace.job;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Which part of the loop a job runs. */
public enum JobKind {
  /** Reward, credit and learner in one graph, which the advantages topic cuts in two. */
  ALL,
  /** Reward and credit. */
  ADVANTAGES,
  /** Reward alone, up to the scored topic. */
  REWARD,
  /** Credit alone, from the scored topic. */
  CREDIT,
  /** The learner. */
  LEARNER;

  /** The word on the command line and in consumer groups. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static final class Converter implements ITypeConverter<JobKind> {
    @Override
    public JobKind convert(String word) {
      for (JobKind kind : values()) {
        if (kind.id().equals(word)) {
          return kind;
        }
      }
      throw new TypeConversionException(
          "expected one of "
              + Arrays.stream(values()).map(JobKind::id).collect(Collectors.joining(", "))
              + ", got "
              + word);
    }
  }
}
