package io.millrace.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.flow.policy.NumericEnvironment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where and how figures were measured; they mean nothing without it.
 *
 * @param memoryGiB of the machine, not of the JVM
 * @param numerics BLAS build and core type, threads
 * @param loadAverage runnable processes over the last minute when the measurement began; below 0
 *     where the system does not tell
 * @param clock {@code wall}, or {@code cpu} for the CPU time of the thread that works
 * @param effort {@code full} or {@code quick}
 */
public record Machine(
    String cpu,
    int cores,
    double memoryGiB,
    String os,
    String jvm,
    String numerics,
    double loadAverage,
    String clock,
    String effort) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final double GIB = 1 << 30;

  /** This machine, now. */
  public static Machine describe(BenchmarkContext context) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        cpu(system.getArch()),
        system.getAvailableProcessors(),
        Math.round(10 * system.getTotalMemorySize() / GIB) / 10.0,
        system.getName() + " " + system.getVersion() + " " + system.getArch(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        NumericEnvironment.describe(),
        Math.round(100 * system.getSystemLoadAverage()) / 100.0,
        context.clock().id(),
        context.effort().id());
  }

  private static String cpu(String otherwise) {
    if (!Files.isReadable(CPU_INFO)) {
      return otherwise;
    }
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(otherwise);
    } catch (IOException e) {
      return otherwise;
    }
  }
}
