package io.millrace.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where a connection's replies go. Never blocks. */
public interface Outbox {

  /** Sends one reply. */
  void send(ObjectNode reply);

  /** Ends the connection once what was sent is out. */
  void close();
}
