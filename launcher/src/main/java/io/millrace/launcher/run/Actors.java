package io.millrace.launcher.run;

import io.millrace.launcher.report.RunReport;
import io.millrace.recipe.Recipe;
import io.millrace.schema.Topics;
import java.net.URI;
import java.util.Optional;

/** Who brings a run its experience. */
interface Actors extends AutoCloseable {

  /** Starts them on a pipeline that stands. */
  interface Start {
    /**
     * @param onFailure called once, on any thread, when they fail
     */
    Actors start(Recipe recipe, String brokers, URI store, Topics topics, Runnable onFailure);
  }

  /** Why they failed; null if they have not. */
  RuntimeException failure();

  /** Whether this process can judge policies on fresh episodes of its own. */
  default boolean canBeJudgedHere() {
    return true;
  }

  /**
   * What they know of the policy that the run ends with, where this process cannot judge it; null
   * where it can, or they know nothing.
   */
  default RunReport.Evaluation testimony() {
    return null;
  }

  /** What is worth a line now; asked several times a second. */
  default Optional<String> news() {
    return Optional.empty();
  }

  /** Ends the work; what was sent is kept. A second call does nothing. */
  @Override
  void close();
}
