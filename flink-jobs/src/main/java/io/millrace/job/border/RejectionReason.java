package io.millrace.job.border;

import java.util.Locale;

/** Why a record was refused. The closed set of words in dead letters and metrics. */
public enum RejectionReason {
  /** No bytes, or a tombstone. */
  EMPTY,
  /** The bytes do not begin with the single-object header. */
  NOT_SINGLE_OBJECT,
  /** No known schema has the record's fingerprint, or it is another topic's record. */
  UNKNOWN_SCHEMA,
  /** The bytes end before the record does. */
  TRUNCATED,
  /** The bytes are not what the schema says. */
  MALFORMED,
  /** Bytes follow the record. */
  TRAILING_BYTES,
  /** A known record, but not one that this topic carries. */
  UNEXPECTED_TYPE,
  /** An id is empty or too long. */
  INVALID_ID,
  /** The record belongs to a policy that this job does not learn. */
  UNKNOWN_POLICY,
  /** The record was made in another environment than the recipe's. */
  UNKNOWN_ENVIRONMENT,
  /** The record belongs to another life of the policy. */
  WRONG_EPOCH,
  /** The acting version is not a version number. */
  INVALID_VERSION,
  /** Group size or member index is out of range, or contradicts the group's other members. */
  INVALID_GROUP,
  /** The episode neither terminated nor was it truncated. */
  UNFINISHED,
  /** Type, shape and length of a tensor contradict each other or the policy. */
  TENSOR_SHAPE,
  /** The recipe's objective needs a tensor that is null. */
  MISSING_TENSOR,
  /** A NaN or an infinity. */
  NON_FINITE,
  /** A number outside what it can be. */
  OUT_OF_RANGE,
  /** The recipe's reward stage refused the record. */
  REWARD_FAILED,
  /** The recipe's credit stage refused the group. */
  CREDIT_FAILED,
  /** The Kafka key names another policy than the record does. */
  KEY_MISMATCH,
  /** The group's advantages exceed the largest record. */
  TOO_LARGE,
  /** A reward event names a step that its trajectory does not have. */
  INVALID_STEP,
  /** A reward event came when its group was no longer retained, or had not been used. */
  REWARD_TOO_LATE;

  private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The kebab-case word. */
  public String id() {
    return id;
  }

  /** The reason with this id; {@link #MALFORMED} where the codec uses a word not listed here. */
  static RejectionReason ofCodec(String id) {
    for (RejectionReason reason : values()) {
      if (reason.id.equals(id)) {
        return reason;
      }
    }
    return MALFORMED;
  }
}
