package io.millrace.rollout;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.builtin.Reach;
import io.millrace.env.builtin.ReachProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** {@link Reach}, which counts how many were made and how many were closed. */
final class CountedReach implements EnvironmentProvider<Reach.Options> {
  final AtomicInteger made = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  private final ReachProvider reach = new ReachProvider();

  EnvironmentFactory factory() {
    return EnvironmentFactory.of(this, new Reach.Options());
  }

  @Override
  public String id() {
    return reach.id();
  }

  @Override
  public String summary() {
    return reach.summary();
  }

  @Override
  public Class<Reach.Options> options() {
    return reach.options();
  }

  @Override
  public Environment create(Reach.Options options) {
    made.incrementAndGet();
    Environment inner = reach.create(options);
    return (Environment)
        Proxy.newProxyInstance(
            Environment.class.getClassLoader(),
            new Class<?>[] {Environment.class},
            (proxy, method, arguments) -> call(inner, method, arguments));
  }

  private Object call(Environment inner, Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("close")) {
      closed.incrementAndGet();
    }
    try {
      return method.invoke(inner, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
