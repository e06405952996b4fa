package io.millrace.gateway;

import java.util.Map;

/**
 * What a gateway has counted. At any moment {@code episodesStarted = episodesFinished +
 * episodesAbandoned + episodesRunning}, {@code groupsOpened = groupsSent + groupsAbandoned +
 * groupsOpen}, and {@code episodesFinished = trajectoriesSent + trajectoriesDiscarded +
 * trajectoriesWaiting}.
 *
 * @param version that acts in new episodes; 0 before the first
 * @param finished whether the learner has met its stop condition
 * @param trajectoriesDiscarded finished members of groups that were abandoned
 * @param trajectoriesWaiting finished members of groups that are open
 * @param steps environment steps that were taken
 * @param resetsDelayed resets that had to wait for the learner
 * @param logged episodes that went to the demonstrations
 * @param evaluations episodes that judge the policy, of which no other count knows
 * @param refused refusals by code
 */
public record GatewayStats(
    long version,
    boolean finished,
    long connectionsOpened,
    long connectionsOpen,
    long sessionsOpened,
    long sessionsOpen,
    long episodesStarted,
    long episodesFinished,
    long episodesAbandoned,
    long episodesRunning,
    long groupsOpened,
    long groupsSent,
    long groupsAbandoned,
    long groupsOpen,
    long trajectoriesSent,
    long trajectoriesDiscarded,
    long trajectoriesWaiting,
    long steps,
    long resetsDelayed,
    long logged,
    EvaluationStats evaluations,
    Map<String, Long> refused) {}
