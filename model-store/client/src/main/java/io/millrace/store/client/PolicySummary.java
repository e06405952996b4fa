package io.millrace.store.client;

import java.util.Objects;

/** A policy and its newest version. */
public record PolicySummary(String id, PolicyHead head) {
  public PolicySummary {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(head, "head");
  }
}
