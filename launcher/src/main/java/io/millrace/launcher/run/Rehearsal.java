package io.millrace.launcher.run;

import io.millrace.env.EnvironmentFactory;
import io.millrace.flow.credit.Credit;
import io.millrace.flow.learner.LearnerOutput;
import io.millrace.flow.learner.MemberFate;
import io.millrace.flow.learner.PolicyVersion;
import io.millrace.flow.learner.UpdateMetrics;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.job.FirstVersion;
import io.millrace.job.border.PolicyShape;
import io.millrace.job.credit.AdvantageWriter;
import io.millrace.job.credit.GroupKey;
import io.millrace.job.learner.LearnerFold;
import io.millrace.job.learner.LearnerPlan;
import io.millrace.job.record.GroupMember;
import io.millrace.job.record.OutboundRecord;
import io.millrace.job.record.RawRecord;
import io.millrace.job.reward.RewardStage;
import io.millrace.launcher.error.UserError;
import io.millrace.launcher.film.Film;
import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.progress.RunStatus;
import io.millrace.launcher.report.Percentiles;
import io.millrace.launcher.report.RunReport;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeAssembly;
import io.millrace.rollout.ActingPolicy;
import io.millrace.rollout.PolicyFeed;
import io.millrace.rollout.RolloutSettings;
import io.millrace.rollout.RolloutWorker;
import io.millrace.rollout.TrajectorySink;
import io.millrace.schema.AdvantageKind;
import io.millrace.schema.GroupEnd;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Topics;
import io.millrace.schema.Trajectory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A recipe without broker, Flink and store: one worker and the learner take turns in one thread,
 * through the same gates, credit and fold as in the pipeline, record by record. What a recipe
 * learns can be seen in a fraction of the time; what a pipeline survives cannot.
 */
public final class Rehearsal implements TrajectorySink, PolicyFeed {
  private static final String TOPIC = new Topics("rehearsal.").trajectories();

  private final Recipe recipe;
  private final Progress progress;
  private final RunClock clock = RunClock.sinceJvmStart();
  private final InitialPolicy initial;
  private final RewardStage rewards;
  private final AdvantageWriter writer;
  private final LearnerFold fold;
  private final RolloutWorker worker;
  private final double begun;

  private final List<GroupMember> members = new ArrayList<>();
  private final List<RunReport.CurvePoint> curve = new ArrayList<>();
  private final Map<String, Long> staleness = new LinkedHashMap<>();
  private ActingPolicy acting;
  private RunReport.PolicyId newest;
  private long published;
  private long groups;
  private long used;
  private long stale;
  private long rejected;
  private Film film;
  private volatile boolean stopRequested;

  /**
   * @throws UserError where the recipe reads its demonstrations from a topic
   */
  public Rehearsal(Recipe recipe, Progress progress) {
    this.recipe = recipe;
    this.progress = progress;
    this.initial = InitialPolicy.of(recipe);
    FirstVersion first = initial.firstVersion();
    PolicyShape shape = first.shape();
    Credit credit = RecipeAssembly.credit(recipe);
    this.rewards = new RewardStage(shape, RecipeAssembly.reward(recipe));
    this.writer = new AdvantageWriter(credit, new Topics("rehearsal.").advantages());
    this.fold =
        recipe.learnsOnline()
            ? LearnerFold.start(
                new LearnerPlan(shape, first.artifact(), () -> RecipeAssembly.learner(recipe)))
            : null;
    this.acting = new ActingPolicy(1, initial.policy(), !recipe.learnsOnline());
    this.newest = new RunReport.PolicyId(shape.policyId(), 1, initial.manifest().sha256());
    EnvironmentFactory environment =
        EnvironmentFactory.of(recipe.environment()).actedInBy(recipe.policy());
    this.worker =
        new RolloutWorker(
            RolloutSettings.of(recipe, "worker-0", recipe.seed()),
            environment::create,
            this,
            this,
            InstantSource.system());
    this.begun = clock.seconds();
  }

  /** An episode of what was learned; null before the rehearsal has ended. */
  public Film film() {
    return film;
  }

  /** Carries it out. */
  public RunReport run() {
    if (recipe.learnsOnline()) {
      worker.run();
    }
    progress.end();
    double acted = clock.seconds() - begun;
    Judge judge = new Judge(recipe, this::version);
    RunReport.Evaluation before = judge.evaluate(begins());
    RunReport.Evaluation after = judge.evaluate(acting.policy());
    film = judge.film(acting.policy(), "version " + acting.version());
    return report(acted, before, after);
  }

  /** What learning begins with: version 1, or random weights where version 1 is all that comes. */
  private FlowPolicy begins() {
    return recipe.learnsOnline() ? initial.policy() : InitialPolicy.untrained(recipe);
  }

  private FlowPolicy version(long version) {
    if (version != 1) {
      throw new UserError(
          "evaluation.guidance.version: a rehearsal keeps version 1 alone, got " + version);
    }
    return initial.policy();
  }

  /** Lets the run come to its end soon, with a report; from any thread. */
  public void requestStop() {
    stopRequested = true;
    worker.close();
  }

  @Override
  public ActingPolicy awaitNewer(long version, Duration atMost) {
    if (recipe.stop().wallTime().filter(limit -> over(limit)).isPresent()) {
      worker.close();
    }
    return acting;
  }

  private boolean over(Duration limit) {
    return clock.seconds() - begun > limit.toMillis() / 1e3;
  }

  @Override
  public void send(Trajectory trajectory) {
    RawRecord record =
        new RawRecord(
            TOPIC, 0, published++, trajectory.getEndedAtMs(), null, RecordCodec.encode(trajectory));
    RewardStage.Outcome outcome = rewards.apply(record);
    if (outcome.rejected() != null) {
      throw new IllegalStateException("a trajectory was refused: " + outcome.rejected().detail());
    }
    members.add(outcome.event().member());
    if (members.size() == trajectory.getGroupSize()) {
      close(trajectory.getGroupId());
    }
  }

  @Override
  public void send(GroupEnd end) {
    throw new IllegalStateException("a group was abandoned: " + end.getReason());
  }

  private void close(String groupId) {
    List<GroupMember> group = List.copyOf(members);
    members.clear();
    GroupKey key = new GroupKey(recipe.policy().id(), recipe.policy().epoch(), groupId);
    OutboundRecord sent =
        writer.write(AdvantageKind.GROUP, groupId, key, group, writer.advantages(groupId, group));
    LearnerFold.Step step =
        fold.fold(new RawRecord(sent.topic(), 0, groups++, 0, sent.key(), sent.value()));
    if (step.rejected() != null) {
      throw new IllegalStateException("a group was refused: " + step.rejected().detail());
    }
    take(step.output());
  }

  private void take(LearnerOutput output) {
    for (MemberFate fate : output.fates()) {
      used += fate.kind() == MemberFate.Kind.USED ? 1 : 0;
      stale += fate.kind() == MemberFate.Kind.STALE ? 1 : 0;
      rejected += fate.kind() == MemberFate.Kind.REJECTED ? 1 : 0;
    }
    for (UpdateMetrics metrics : output.metrics()) {
      curve.add(
          new RunReport.CurvePoint(
              metrics.update(),
              metrics.envSteps(),
              clock.seconds(),
              metrics.meanReturn(),
              metrics.success(),
              metrics.values()));
      metrics.staleness().forEach((lag, n) -> staleness.merge(Long.toString(lag), n, Long::sum));
      progress.show(status(metrics));
    }
    for (PolicyVersion version : output.versions()) {
      acting =
          new ActingPolicy(
              version.version(), FlowPolicy.fromArtifact(version.artifact()), version.finished());
      newest = new RunReport.PolicyId(version.policyId(), version.version(), version.sha256());
    }
  }

  private RunStatus status(UpdateMetrics metrics) {
    long updates = recipe.stop().updates();
    double seconds = clock.seconds();
    Double left =
        metrics.update() < updates
            ? (seconds - begun) / metrics.update() * (updates - metrics.update())
            : null;
    return new RunStatus(
        metrics.update(),
        updates,
        curve.stream().map(RunReport.CurvePoint::meanReturn).toList(),
        metrics.success(),
        0,
        published / Math.max(1e-3, seconds - begun),
        seconds,
        left);
  }

  private RunReport report(double acted, RunReport.Evaluation before, RunReport.Evaluation after) {
    long envSteps = curve.isEmpty() ? 0 : curve.get(curve.size() - 1).envSteps();
    return new RunReport(
        new RunReport.RecipeId(recipe.id(), recipe.hash()),
        recipe.seed(),
        stopRequested ? "stopped" : "completed",
        curve,
        before,
        after,
        new RunReport.Fates(
            published, used, 0, stale, 0, rejected, 0, published - used - stale - rejected),
        staleness,
        new RunReport.Throughput(published / acted, envSteps / acted, curve.size() / acted),
        new RunReport.LatencyMs(Percentiles.of(new double[0])),
        new RunReport.WallSeconds(clock.seconds(), begun),
        newest);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
