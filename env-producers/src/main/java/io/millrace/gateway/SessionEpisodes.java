package io.millrace.gateway;

/**
 * How the episodes of a session are played. Rows, and what clients said of them, are those of the
 * session's {@link Lockstep}.
 */
sealed interface SessionEpisodes permits RecordedEpisodes, JudgedEpisodes {

  /** That plays them. */
  long version();

  int seed(int row);

  /** Which member of its group a row is. */
  int member(int row);

  /** Why these are useless already: another client has failed a group. Null if they are not. */
  String abandoned();

  /** Decides upon first observations. */
  void start();

  /**
   * Takes what decisions brought, and decides for those that run.
   *
   * @param stepped the rows that it is about, of which some have ended
   */
  void step(boolean[] stepped);

  /** What was decided last, row after row. */
  float[] actions();

  /**
   * Leaves those that run.
   *
   * @param truncating whether they end as truncated, rather than for nothing
   */
  void leave(String reason, boolean truncating);
}
