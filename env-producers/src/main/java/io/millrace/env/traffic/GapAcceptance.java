package io.millrace.env.traffic;

/** How many vehicles can enter from a ramp between those of a main road. */
public final class GapAcceptance {

  private GapAcceptance() {}

  /**
   * {@code q e^(-q tc) / (1 - e^(-q tf))}: entering vehicles an hour, where the main flow is
   * Poisson.
   *
   * @param mainFlow q, veh/h
   * @param criticalGap tc, the least gap that somebody enters, s
   * @param followUp tf, what each further one needs, s
   */
  public static double capacity(double mainFlow, double criticalGap, double followUp) {
    double q = mainFlow / 3600;
    return 3600 * q * StrictMath.exp(-q * criticalGap) / -StrictMath.expm1(-q * followUp);
  }
}
