package io.millrace.flow.oracle;

import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/** Something of the engine that a case is run on: it reserves its weights, then runs. */
interface Subject {
  Run reserve(Parameters.Layout layout);

  /** From operands to the output. */
  interface Run {
    Value on(Tape tape, Parameters parameters, Value[] operands);
  }

  /** Something without weights. */
  interface Operation {
    Value on(Tape tape, Value[] operands);
  }
}
