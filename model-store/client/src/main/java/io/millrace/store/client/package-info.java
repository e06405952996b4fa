/**
 * The client of the model store: {@link io.millrace.store.client.ModelStoreClient} and the records
 * it exchanges. Plain HTTP and JSON; no RocksDB.
 */
package io.millrace.store.client;
