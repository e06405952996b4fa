package io.millrace.env.builtin;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.ThresholdAction;

/** Offers {@link CartPole} to recipes. */
public final class CartPoleProvider implements EnvironmentProvider<CartPole.Options> {

  @Override
  public String id() {
    return CartPole.ID;
  }

  @Override
  public String summary() {
    return "balance a pole on a cart (CartPole-v1)";
  }

  @Override
  public Class<CartPole.Options> options() {
    return CartPole.Options.class;
  }

  @Override
  public Environment create(CartPole.Options options) {
    Environment cartPole = new SimulatedEnvironment(new CartPole());
    return options.actions() == CartPole.Actions.THRESHOLD
        ? new ThresholdAction(cartPole)
        : cartPole;
  }
}
