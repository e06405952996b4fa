package io.millrace.launcher.cli;

import io.millrace.env.EnvironmentFactory;
import io.millrace.env.check.EnvironmentCheck;
import io.millrace.env.check.Finding;
import io.millrace.launcher.error.UserError;
import io.millrace.launcher.progress.Numbers;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Holds an environment to its contract. */
@Command(
    name = "check",
    description = {
      "Holds an environment to the contract with random actions: a line for each rule, ok or not",
      "ok with the values that differ, then warnings and the simulator's own speed; exits 1 if a",
      "rule is broken. A warning breaks none."
    },
    footer = {
      "",
      "Examples:",
      "  millrace env check pendulum",
      "  millrace env check multigoal-2d --set noise=0.1 --seed 7 --json"
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ChosenEnvironment environment;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Seed of everything random; else ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--episodes",
      defaultValue = "" + EnvironmentCheck.EPISODES,
      paramLabel = "N",
      description = "Random episodes to look at; else ${DEFAULT-VALUE}.")
  private int episodes;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  /** The answer for a script. */
  record Answer(
      String id,
      long seed,
      boolean passed,
      List<Finding> findings,
      long steps,
      double stepsPerSecond) {}

  @Override
  public Integer call() {
    if (episodes < 1) {
      throw new UserError("--episodes: expected at least 1, got " + episodes);
    }
    EnvironmentFactory factory = environment.create();
    EnvironmentCheck check = EnvironmentCheck.of(factory::createBare, seed, episodes);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          Json.of(
              new Answer(
                  environment.id(),
                  seed,
                  check.passed(),
                  check.findings(),
                  check.steps(),
                  check.stepsPerSecond())));
    } else {
      print(check, out);
    }
    return check.passed() ? ExitCodes.OK : ExitCodes.NO;
  }

  private void print(EnvironmentCheck check, PrintWriter out) {
    Table table = new Table();
    for (Finding finding : check.findings()) {
      table.row(word(finding.verdict()), finding.rule(), finding.detail());
    }
    table.print(out);
    out.println(
        "%s · seed %d · %s: %d broken, %d warnings · %s steps, %s steps/s"
            .formatted(
                environment.id(),
                seed,
                check.passed() ? "passed" : "failed",
                count(check, Finding.Verdict.NOT_OK),
                count(check, Finding.Verdict.WARNING),
                Numbers.count(check.steps()),
                Numbers.count(Math.round(check.stepsPerSecond()))));
  }

  private static long count(EnvironmentCheck check, Finding.Verdict verdict) {
    return check.findings().stream().filter(f -> f.verdict() == verdict).count();
  }

  private static String word(Finding.Verdict verdict) {
    return switch (verdict) {
      case OK -> "ok";
      case NOT_OK -> "not ok";
      case WARNING -> "warning";
    };
  }
}
