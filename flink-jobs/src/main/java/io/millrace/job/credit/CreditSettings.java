package io.millrace.job.credit;

import java.io.Serializable;
import java.time.Duration;

/**
 * How groups are credited.
 *
 * @param rules when a group closes
 * @param rememberClosedFor how long a closed group is remembered; at least as long as a duplicate
 *     may be behind
 * @param retainFor how long a used group's members are kept for late rewards; zero for not at all
 * @param advantagesTopic where the advantages go
 */
public record CreditSettings(
    GroupRules rules, Duration rememberClosedFor, Duration retainFor, String advantagesTopic)
    implements Serializable {}
