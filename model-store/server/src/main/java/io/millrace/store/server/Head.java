package io.millrace.store.server;

/** The newest version of an epoch. */
record Head(long epoch, long version, String sha256) {}
