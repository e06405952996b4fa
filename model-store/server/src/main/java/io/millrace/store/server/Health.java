package io.millrace.store.server;

/**
 * How the store is.
 *
 * @param status {@code ok}, or {@code behind} if acknowledged events were missing when it opened
 * @param lostSequences how many were missing, at least
 */
record Health(String status, long lastSequence, long lostSequences) {}
