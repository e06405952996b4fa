/**
 * The model store: versions of policies, durable and content-addressed, behind HTTP.
 *
 * <p>{@link io.millrace.store.server.ModelStore} holds the rules, {@link
 * io.millrace.store.server.StoreDatabase} the RocksDB handles, {@link
 * io.millrace.store.server.StoreHttp} the API, and {@link io.millrace.store.server.StoreServer} is
 * the process.
 */
package io.millrace.store.server;
