package io.millrace.store.client;

import java.util.Objects;

/**
 * How the store is.
 *
 * @param status {@code ok}, or {@code behind} if it opened without events that it had acknowledged
 * @param lastSequence sequence number of its newest event, 0 if there is none
 * @param lostSequences how many acknowledged events were missing when it opened: versions that
 *     their learners must publish again
 */
public record StoreHealth(String status, long lastSequence, long lostSequences) {
  public StoreHealth {
    Objects.requireNonNull(status, "status");
  }
}
