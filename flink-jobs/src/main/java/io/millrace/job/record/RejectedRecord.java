package io.millrace.job.record;

/**
 * A record that cannot be used, and why: what becomes a dead letter.
 *
 * @param record the record, untouched
 * @param reason kebab-case id of a {@link io.millrace.job.border.RejectionReason}
 * @param detail for a person: which field, what was expected, what came
 */
public record RejectedRecord(RawRecord record, String reason, String detail) {}
