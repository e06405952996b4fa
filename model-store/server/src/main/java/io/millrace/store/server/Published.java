package io.millrace.store.server;

/**
 * Outcome of a publish.
 *
 * @param created false if the store held these bytes under this version before
 */
record Published(Manifest manifest, boolean created) {}
