package io.millrace.env;

import io.millrace.env.picture.Scene;
import java.util.Map;
import java.util.Optional;

/** An environment around another one, which does everything that the wrapper does not change. */
abstract class EnvironmentWrapper implements Environment {

  /** What is wrapped; the wrapper owns it from now on. */
  final Environment inner;

  EnvironmentWrapper(Environment inner) {
    this.inner = inner;
  }

  @Override
  public EnvironmentSpec spec() {
    return inner.spec();
  }

  @Override
  public void reset(long seed, float[] observation) {
    inner.reset(seed, observation);
  }

  @Override
  public double[] state() {
    return inner.state();
  }

  @Override
  public void setState(double[] state) {
    inner.setState(state);
  }

  @Override
  public void observe(float[] observation) {
    inner.observe(observation);
  }

  @Override
  public byte[] saveState() {
    return inner.saveState();
  }

  @Override
  public void loadState(byte[] saved) {
    inner.loadState(saved);
  }

  @Override
  public Boolean success() {
    return inner.success();
  }

  @Override
  public Map<String, String> attributes() {
    return inner.attributes();
  }

  @Override
  public Optional<Scene> scene() {
    return inner.scene();
  }

  @Override
  public void close() {
    inner.close();
  }
}
