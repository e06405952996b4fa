package io.millrace.env.check;

import io.millrace.env.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Holds an environment to the contract of {@link Environment}: every rule on its own, with random
 * actions and fresh instances, so that one broken rule does not hide another.
 *
 * @param findings one for each rule, then what is worth a warning
 * @param steps of the random episodes
 * @param stepsPerSecond of the simulator alone, in one thread
 */
public record EnvironmentCheck(List<Finding> findings, long steps, double stepsPerSecond) {
  /** Random episodes that are looked at, where nobody says otherwise. */
  public static final int EPISODES = 50;

  /**
   * Checks.
   *
   * @param environments makes an environment under its time limit, as a recipe would
   * @param seed of everything that is random
   * @param episodes how many random episodes to look at, at least 1
   */
  public static EnvironmentCheck of(Supplier<Environment> environments, long seed, int episodes) {
    if (episodes < 1) {
      throw new IllegalArgumentException("expected at least one episode, episodes=" + episodes);
    }
    Subject subject = new Subject(environments, seed, episodes);
    List<Finding> findings = new ArrayList<>();
    for (Rule rule : rules()) {
      findings.add(rule.find(subject));
    }
    try {
      Survey survey = subject.survey();
      findings.addAll(Warnings.of(survey));
      return new EnvironmentCheck(List.copyOf(findings), survey.steps(), survey.stepsPerSecond());
    } catch (RuntimeException e) {
      // It cannot be made at all, which every rule has said.
      return new EnvironmentCheck(List.copyOf(findings), 0, 0);
    } finally {
      subject.closeAll();
    }
  }

  private static List<Rule> rules() {
    return Stream.of(SeedRules.all(), EpisodeRules.all(), StateRules.all(), ActionRules.all())
        .flatMap(List::stream)
        .toList();
  }

  /** Whether every rule is kept; warnings break none. */
  public boolean passed() {
    return findings.stream().noneMatch(f -> f.verdict() == Finding.Verdict.NOT_OK);
  }
}
