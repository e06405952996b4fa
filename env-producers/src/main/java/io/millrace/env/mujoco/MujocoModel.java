package io.millrace.env.mujoco;

import io.millrace.env.external.SimulatorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A model in MuJoCo's XML and the sizes that its owner counts on.
 *
 * @param name for error messages
 * @param xml MJCF
 * @param positions {@code nq}
 * @param velocities {@code nv}
 * @param controls {@code nu}
 */
public record MujocoModel(String name, String xml, int positions, int velocities, int controls) {

  /** A model that lies beside this class. */
  static MujocoModel resource(String name, int positions, int velocities, int controls) {
    try (InputStream in = MujocoModel.class.getResourceAsStream(name + ".xml")) {
      String xml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new MujocoModel(name, xml, positions, velocities, controls);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Length of a state: time, positions, velocities, and the accelerations that solvers start from.
   */
  public int stateSize() {
    return 1 + positions + 2 * velocities;
  }

  void check(int nq, int nv, int nu) {
    if (nq != positions || nv != velocities || nu != controls) {
      throw new SimulatorException(
          "expected a model of other sizes, model=%s nq=%d of %d nv=%d of %d nu=%d of %d"
              .formatted(name, nq, positions, nv, velocities, nu, controls));
    }
  }
}
