package io.millrace.rollout;

import io.millrace.env.Environment;
import io.millrace.schema.GroupEnd;
import io.millrace.schema.Trajectory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects groups with the newest policy for as long as the quota allows, then waits for the next
 * version; leaves when the learner has finished or {@link #close} is called.
 *
 * <p>A group is played by one version: the policy is swapped only between groups. Its members are
 * sent together once all have reached their end. If one fails, none is sent, and a {@link GroupEnd}
 * tells why: a failed member is never a reward of 0. What the sink cannot keep ends the worker.
 *
 * <p>Where several agents act, a play brings a group for each of them: the same agent in every
 * environment. They are sent, counted and abandoned together.
 */
public final class RolloutWorker implements Runnable, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RolloutWorker.class);

  private final RolloutSettings settings;
  private final PolicyFeed feed;
  private final TrajectorySink sink;
  private final InstantSource clock;
  private final GroupCollector collector;
  private GroupQuota quota;

  private final AtomicLong groups = new AtomicLong();
  private final AtomicLong abandoned = new AtomicLong();
  private final AtomicLong trajectories = new AtomicLong();
  private final AtomicLong steps = new AtomicLong();
  private final AtomicLong waitingNanos = new AtomicLong();
  private final AtomicLong version = new AtomicLong();
  private volatile boolean stopping;
  private boolean lastAbandoned;

  /**
   * @param environments makes one environment for each member, time limit included
   * @param feed closed with the worker
   * @param sink not closed with the worker; flushed when it leaves
   * @param clock event times
   */
  public RolloutWorker(
      RolloutSettings settings,
      Supplier<Environment> environments,
      PolicyFeed feed,
      TrajectorySink sink,
      InstantSource clock) {
    this.settings = settings;
    this.feed = feed;
    this.sink = sink;
    this.clock = clock;
    this.collector = new GroupCollector(settings, environments, clock);
  }

  /**
   * Works until finished, closed or interrupted.
   *
   * @throws TrajectorySinkException if a record was lost
   * @throws PolicyFeedException if no version can come any more
   */
  @Override
  public void run() {
    LOG.info("worker {} starts, policy={}", settings.workerId(), settings.policyId());
    try (collector) {
      work();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (PolicyFeedException e) {
      if (!stopping) {
        throw e;
      }
    }
    sink.flush();
    LOG.info("worker {} leaves, {}", settings.workerId(), progress());
  }

  private void work() throws InterruptedException {
    ActingPolicy policy = feed.awaitNewer(0, settings.patience());
    for (long n = 0; !stopping && !isFinished(policy); ) {
      if (policy == null) {
        policy = awaitNewer(0);
        continue;
      }
      collector.use(policy);
      if (policy.version() > version.get()) {
        version.set(policy.version());
        quota().advance(policy.version());
      }
      if (quota.take()) {
        collectAndSend(n++);
        policy = feed.awaitNewer(policy.version(), Duration.ZERO);
      } else {
        ActingPolicy next = awaitNewer(policy.version());
        if (!stopping && next.version() == policy.version() && !next.finished()) {
          quota.stalled();
        }
        policy = next;
      }
    }
  }

  /** Made when the collector has seen an environment, which tells what a play brings. */
  private GroupQuota quota() {
    if (quota == null) {
      quota =
          new GroupQuota(
              settings.staleness(),
              settings.groupsPerUpdate(),
              settings.workers(),
              collector.agents());
    }
    return quota;
  }

  private static boolean isFinished(ActingPolicy policy) {
    return policy != null && policy.finished();
  }

  private ActingPolicy awaitNewer(long present) throws InterruptedException {
    long since = System.nanoTime();
    try {
      return feed.awaitNewer(present, settings.patience());
    } finally {
      waitingNanos.addAndGet(System.nanoTime() - since);
    }
  }

  private void collectAndSend(long n) {
    String groupId = settings.workerId() + "-" + n;
    try {
      CollectedGroup group = collector.collect(n, groupId, () -> stopping);
      for (Trajectory member : group.members()) {
        sink.send(member);
      }
      groups.addAndGet(collector.agents());
      trajectories.addAndGet(group.members().size());
      steps.addAndGet(group.steps());
      lastAbandoned = false;
    } catch (GroupAbandonedException e) {
      abandon(groupId, e);
    }
  }

  private void abandon(String groupId, GroupAbandonedException cause) {
    if (!stopping) {
      LOG.warn("group {} abandoned, {}", groupId, cause.getMessage(), cause.getCause());
    }
    for (int agent = 0; agent < collector.agents(); agent++) {
      sink.send(
          GroupEnd.newBuilder()
              .setPolicyId(settings.policyId())
              .setEpoch(settings.epoch())
              .setGroupId(AgentIds.of(groupId, agent, collector.agents()))
              .setReason(cause.getMessage())
              .setEndedAtMs(clock.millis())
              .build());
    }
    abandoned.addAndGet(collector.agents());
    // An environment that fails every time is paced by stalls instead of flooding the topic.
    if (!lastAbandoned) {
      quota.refund();
    }
    lastAbandoned = true;
  }

  /** A snapshot of the counters; may be called from any thread. */
  public RolloutProgress progress() {
    return new RolloutProgress(
        groups.get(),
        abandoned.get(),
        trajectories.get(),
        steps.get(),
        Duration.ofNanos(waitingNanos.get()),
        version.get());
  }

  /** Lets {@link #run} return soon: a group in progress is abandoned. From any thread. */
  @Override
  public void close() {
    stopping = true;
    feed.close();
  }
}
