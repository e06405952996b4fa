package io.millrace.gateway;

import io.millrace.env.RandomStreams;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.random.RandomSource;
import io.millrace.gateway.Refusal.Code;
import io.millrace.gateway.ResetLine.Waiter;
import io.millrace.rollout.ActingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Hands out episodes that judge the newest version, as the recipe's evaluation stage says, and sums
 * them up. The n-th of them has the same seed whichever the version, and among sessions of the same
 * size the same start noise, so versions are compared on the same tasks. From any thread.
 */
final class Evaluations {

  /** Episodes of one version that a mean is taken of; later ones are only counted. */
  private static final int REMEMBERED = 100_000;

  /**
   * Some of them.
   *
   * @param first the number, of this version's, that the first of them has
   */
  record Ticket(ActorPool actors, long first) {}

  private final Function<FlowPolicy, Acting> acting;
  private final RandomSource seeds;
  private final RandomSource noises;
  private final ResetLine line = new ResetLine();
  private final List<EpisodeSummary> judged = new ArrayList<>();
  private ActingPolicy newest;
  private ActorPool actors;
  private long next;
  private long started;
  private long finished;
  private long abandoned;
  private long steps;
  private long version;

  Evaluations(GatewaySettings settings) {
    String environment = settings.environment().id();
    this.acting = settings.evaluation();
    long runSeed = settings.rollout().runSeed();
    this.seeds = RandomStreams.of(runSeed, environment, "evaluation-episodes");
    this.noises = RandomStreams.of(runSeed, environment, "evaluation-actions");
  }

  /** Judges this version from now on. */
  void offer(ActingPolicy policy) {
    List<Waiter> waiting;
    synchronized (this) {
      newest = policy;
      actors = null;
      next = 0;
      waiting = line.takeAll();
    }
    for (Waiter waiter : waiting) {
      waiter.session().execute(waiter.session()::resetAgain);
    }
  }

  /**
   * Begins so many episodes of the newest version: now, or when there is one.
   *
   * @throws Refusal if the recipe judges in a way that a gateway cannot
   */
  void reset(Session session, int episodes, long now) {
    Ticket ticket;
    synchronized (this) {
      if (newest == null) {
        line.add(session, episodes, now);
        return;
      }
      ticket = take(episodes);
    }
    session.begin(ticket);
  }

  synchronized void remove(Session session) {
    line.remove(session);
  }

  synchronized List<Session> removeLate(long now, long nanos) {
    return line.removeLate(now, nanos);
  }

  private Ticket take(int episodes) {
    if (actors == null) {
      actors = new ActorPool(newest, actingOf(newest.policy()));
    }
    Ticket ticket = new Ticket(actors, next);
    next += episodes;
    started += episodes;
    return ticket;
  }

  private Acting actingOf(FlowPolicy policy) {
    try {
      return acting.apply(policy);
    } catch (IllegalArgumentException e) {
      throw new Refusal(Code.MISFIT, "evaluate: " + e.getMessage());
    }
  }

  /** From 0 to 2^31 - 1, as those of groups. */
  int seed(long number) {
    return (int) seeds.split(number).nextLong() & Integer.MAX_VALUE;
  }

  RandomSource noise(long number) {
    return noises.split(number);
  }

  synchronized void finish(EpisodeSummary episode) {
    finished++;
    steps += episode.steps();
    if (episode.version() > version) {
      version = episode.version();
      judged.clear();
    }
    if (episode.version() == version && judged.size() < REMEMBERED) {
      judged.add(episode);
    }
  }

  synchronized void leave() {
    abandoned++;
  }

  synchronized EvaluationStats stats() {
    return new EvaluationStats(
        started,
        finished,
        abandoned,
        started - finished - abandoned,
        steps,
        version,
        EpisodeSummary.summarize(judged));
  }
}
