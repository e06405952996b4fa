package io.millrace.env.market;

/**
 * Quotes of a dealer who dislikes inventory.
 *
 * <pre>
 * reservation price  r = s - I gamma sigma^2 (T - t)
 * spread             gamma sigma^2 (T - t) + (2 / gamma) ln(1 + gamma / k);  bid and ask = r -+ spread / 2
 * </pre>
 *
 * <p>Source: Avellaneda and Stoikov, "High-frequency trading in a limit order book", 2008.
 *
 * @param aversion gamma; 0 is a dealer who does not care, with spread 2/k around the mid
 * @param volatility sigma
 * @param decay k
 */
record AvellanedaStoikov(double aversion, double volatility, double decay) {

  /** Price at which the dealer is indifferent to one more lot. */
  double reservation(double mid, int inventory, double timeLeft) {
    return mid - inventory * aversion * volatility * volatility * timeLeft;
  }

  /** Distance between the quotes. */
  double spread(double timeLeft) {
    double margin = aversion == 0 ? 2 / decay : 2 / aversion * StrictMath.log1p(aversion / decay);
    return aversion * volatility * volatility * timeLeft + margin;
  }

  /** Where to buy. */
  double bid(double mid, int inventory, double timeLeft) {
    return reservation(mid, inventory, timeLeft) - spread(timeLeft) / 2;
  }

  /** Where to sell. */
  double ask(double mid, int inventory, double timeLeft) {
    return reservation(mid, inventory, timeLeft) + spread(timeLeft) / 2;
  }
}
