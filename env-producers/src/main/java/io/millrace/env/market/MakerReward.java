package io.millrace.env.market;

/**
 * The six rewards of a market maker's step.
 *
 * <pre>
 * I inventory after the fills, dm relative move of the mid, pnl realized in this step (of the mid), e = +-1e-12
 * default               100 I dm + e                 default-with-fills  100 (I dm + pnl) + e
 * realized-pnl          100 pnl                      asymmetrical        100 (fills h + min(0, 0.6 I dm) + 1{fills} pnl)
 * trade-completion      1 if pnl &gt; 2 fee; -1 if pnl &lt; -fee; else pnl                    (fee = 0.002)
 * differential-sharpe   of R = I dm + pnl, see DifferentialSharpe
 * </pre>
 *
 * <p>h is half the spread of the book, of the mid; e counts quotes that were accepted, and refused
 * because of the inventory.
 *
 * <p>Source: "Deep Reinforcement Learning in Cryptocurrency Market Making", 2019, which compares
 * {@code default} (positional PnL) and {@code trade-completion}.
 */
public enum MakerReward {
  /** Positional PnL. */
  DEFAULT {
    @Override
    double of(MakerStep step) {
      return PERCENT * step.carried() + step.encouragement;
    }
  },
  /** Positional and realized PnL. */
  DEFAULT_WITH_FILLS {
    @Override
    double of(MakerStep step) {
      return PERCENT * (step.carried() + step.realized) + step.encouragement;
    }
  },
  /** Realized PnL alone. */
  REALIZED_PNL {
    @Override
    double of(MakerStep step) {
      return PERCENT * step.realized;
    }
  },
  /** Positional losses count, positional gains do not. */
  ASYMMETRICAL {
    @Override
    double of(MakerStep step) {
      double loss = Math.min(0, 0.6 * step.carried());
      double filled = step.fills > 0 ? step.realized : 0;
      return PERCENT * (step.fills * step.halfSpread + loss + filled);
    }
  },
  /** Whether a round trip paid for its fees. */
  TRADE_COMPLETION {
    @Override
    double of(MakerStep step) {
      if (step.realized > 2 * FEE) {
        return 1;
      }
      return step.realized < -FEE ? -1 : step.realized;
    }
  },
  /** Change of the Sharpe ratio. */
  DIFFERENTIAL_SHARPE {
    @Override
    double of(MakerStep step) {
      return step.sharpeChange;
    }
  };

  private static final double PERCENT = 100;
  private static final double FEE = 0.002;

  abstract double of(MakerStep step);
}
