package io.millrace.flow.network;

import io.millrace.flow.tensor.BatchFunction;
import io.millrace.flow.tensor.DualFunction;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.List;

/** A function of rows whose weights stand in a parameter vector. */
public interface Network {
  /** Columns that it reads. */
  int in();

  /** Columns that it gives. */
  int out();

  /** The perceptrons whose last layers give its columns: one, or one for each agent. */
  List<Mlp> heads();

  /** The network on a tape: [rows][in] to [rows][out]. */
  Value forward(Tape tape, Parameters parameters, Value x);

  /**
   * The network on a tape, as {@link #forward}, which also hands out its features.
   *
   * @param hidden is cleared; then takes the values of the layers that represent what was read,
   *     each [rows][width], in order
   */
  Value forwardWithHidden(Tape tape, Parameters parameters, Value x, List<Value> hidden);

  /** The network without a tape, for acting with these weights; not thread-safe. */
  BatchFunction inference(Parameters parameters, int rows);

  /**
   * The network with a tangent beside every number: y, and the Jacobian of y by x times a tangent
   * of x. It follows these parameters as they change; not thread-safe.
   */
  DualFunction jvp(Parameters parameters, int rows);
}
