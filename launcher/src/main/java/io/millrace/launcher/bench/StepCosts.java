package io.millrace.launcher.bench;

import io.millrace.benchmarks.measure.Clock;
import io.millrace.benchmarks.measure.Repeated;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.Actor;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.random.RandomSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a step of the environment costs on its way through the pipeline.
 *
 * @param stepsPerSecond that came through
 * @param microseconds CPU time a step of each part, in the order of the pipeline; their sum is all
 *     that the process used
 */
record StepCosts(double stepsPerSecond, Map<String, Double> microseconds) {
  private static final double SECONDS_TO_SAMPLE = 1;

  /**
   * Between two readings.
   *
   * @param rows decisions that one call of the policy makes
   */
  static StepCosts between(
      PipelineBenchmark.Reading first, PipelineBenchmark.Reading last, int rows) {
    long steps = last.steps() - first.steps();
    Map<Stage, Double> stages = last.cpu().secondsSince(first.cpu());
    double sending = last.sendSeconds() - first.sendSeconds();
    double sampling = steps * samplingSeconds(rows) / rows;
    double acting = stages.getOrDefault(Stage.ACTING, 0.0);
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (Stage stage : Stage.values()) {
      if (stage == Stage.ACTING) {
        seconds.put("policy", sampling);
        seconds.put("acting-rest", acting - sampling - sending);
        seconds.put("send", sending);
      } else {
        seconds.put(stage.id(), stages.getOrDefault(stage, 0.0));
      }
    }
    double threads = stages.values().stream().mapToDouble(Double::doubleValue).sum();
    seconds.put("jvm", last.cpu().processSecondsSince(first.cpu()) - threads);
    Map<String, Double> micros = new LinkedHashMap<>();
    seconds.forEach(
        (part, spent) -> {
          if (spent != 0) { // a worker has no clients
            micros.put(part, spent / steps * 1e6);
          }
        });
    return new StepCosts(steps / last.cpu().wallSecondsSince(first.cpu()), micros);
  }

  /** CPU seconds of one call of the benchmark's policy, as it explores. */
  private static double samplingSeconds(int rows) {
    FlowPolicy policy = IdleGateway.policy().policy();
    Actor actor = Actor.of(policy, Acting.exploring(policy), rows);
    FlowSample sample = actor.newSample();
    float[] seen = new float[rows * IngestPolicy.OBSERVATION];
    RandomSource random = new RandomSource(1);
    return new Repeated("policy", () -> actor.act(seen, random, sample))
        .measure(SECONDS_TO_SAMPLE, Clock.CPU);
  }

  /** The shares for people, the greatest first. */
  String sentence(String id) {
    double all = microseconds.values().stream().mapToDouble(Double::doubleValue).sum();
    return String.format(Locale.ROOT, "%s: %.1f us of CPU a step: ", id, all)
        + microseconds.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .map(
                part ->
                    String.format(
                        Locale.ROOT, "%s %.1f %%", part.getKey(), 100 * part.getValue() / all))
            .collect(Collectors.joining(", "));
  }
}
