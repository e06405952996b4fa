package io.millrace.recipe.plugin;

import io.millrace.flow.meanflow.Dispersion;
import io.millrace.flow.meanflow.Dispersive;
import io.millrace.flow.meanflow.HiddenLayers;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** A regularizer that pushes a batch's features apart. */
public record DispersionOptions(
    @Doc("how features are pushed apart") @Default("infonce-l2") Type type,
    @Doc("how much it counts beside the loss; 0: none") @Default("0.0") @Range(min = 0)
        double weight,
    @Doc("of infonce-l2 and infonce-cos") @Default("0.5") @Range(min = 0, minExclusive = true)
        double temperature,
    @Doc("of hinge: the distance from which on features are far enough apart")
        @Default("1.0")
        @Range(min = 0, minExclusive = true)
        double margin,
    @Doc(
            "whose features: the encoder's layers, its embedding being the last; without an"
                + " encoder the hidden layers of the flow network")
        @Default("all")
        HiddenLayers layers) {
  /** Forms of the regularizer. */
  public enum Type {
    /** Of squared distances over the features' width, pairs of a row with itself left out. */
    INFONCE_L2,
    /** Of cosines. */
    INFONCE_COS,
    /** Of pairs nearer than a margin, squared. */
    HINGE,
    /** Of covariances between features. */
    COVARIANCE,
    /** As infonce-l2 over the batch's largest distance, temperature 1, as MP1 has it. */
    MP1
  }

  Dispersion dispersion() {
    return new Dispersion(weight, form(), layers);
  }

  private Dispersive form() {
    return switch (type) {
      case INFONCE_L2 -> new Dispersive.InfoNceL2(temperature);
      case INFONCE_COS -> new Dispersive.InfoNceCosine(temperature, false);
      case HINGE -> new Dispersive.Hinge(margin, true);
      case COVARIANCE -> new Dispersive.Covariance(false);
      case MP1 -> Dispersive.InfoNceL2.MP1;
    };
  }
}
