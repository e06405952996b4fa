package io.millrace.recipe;

/** Where the actions come from that version 1 of a policy imitates. */
public enum WarmStartSource {
  /** The demonstrations that the environment offers. */
  DEMONSTRATIONS,
  /** A Kafka topic of demonstrations, from its beginning to where it ends when training begins. */
  TOPIC
}
