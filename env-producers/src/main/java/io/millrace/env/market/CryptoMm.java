package io.millrace.env.market;

import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import io.millrace.recipe.option.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Make a market in a synthetic order book.
 *
 * <pre>
 * book: see SyntheticBook; a choice sets quotes (see QuoteMenu), which rest at their prices for the snapshots of a step
 * snapshot: market orders arrive, fill quotes that they reach, one lot each, then the mid moves
 * reset: 30 snapshots without quotes, from a mid of 100
 * inventory: at most 10 lots a side, first in first out; market orders cost 0.2 % and slip by 0.05 %, quotes cost nothing
 * reward: see MakerReward;  the last step flattens at market, pays, and terminates
 * observation: inventory / 10, realized and unrealized PnL in % of the mid, distances of bid and ask to the mid in 1/k
 *   (0 without a quote), trade flow imbalance and relative strength over 300 and 900 snapshots, time left, last choice one-hot
 * state: step, mid, bid, ask (0 without), realized PnL, sharpe A and B, flow (4), strength (4), last choice (-1 before),
 *   sum of |inventory|, fills, inventory, 10 lots, how often each choice was taken
 * </pre>
 *
 * <p>A filled quote is renewed at its price at once, unless that would pass the inventory limit.
 * Quotes are centered on the mid, or with {@code aversion} on the reservation price of {@link
 * AvellanedaStoikov}. Observations are clipped to [-10, 10].
 *
 * <p>Source: "Deep Reinforcement Learning in Cryptocurrency Market Making", 2019. Its recorded book
 * (15 levels, z-scores of distances, notionals and order flow imbalances, queue positions) is
 * replaced by the synthetic one, where the chance of a fill stands for the queue; renewal, the
 * spans in snapshots and the episode of fixed length are ours.
 */
public final class CryptoMm implements Dynamics {

  public static final String ID = "crypto-mm";

  /**
   * Attributes: earnings in units of what depth 1/k earns, mean |inventory|, lots filled a step.
   */
  static final String EARNED = "earned";

  static final String INVENTORY = "inventory";
  static final String FILLS = "fills";

  /** Attribute prefix: how many steps took a choice. */
  static final String CHOICE = "choice";

  private static final int LIMIT = 10;
  private static final double FIRST_MID = 100;
  private static final double MARKET_COST = 0.0020 + 0.0005;
  private static final double ENCOURAGEMENT = 1e-12;
  private static final double OBSERVATION_BOUND = 10;
  private static final int WARM_UP = 30;

  private static final int STEP = 0;
  private static final int MID = 1;
  private static final int BID = 2;
  private static final int ASK = 3;
  private static final int REALIZED = 4;
  private static final int SHARPE = 5;
  private static final int TRADES = SHARPE + DifferentialSharpe.SIZE;
  private static final int STRENGTH = TRADES + FlowAverages.SIZE;
  private static final int LAST_CHOICE = STRENGTH + FlowAverages.SIZE;
  private static final int HELD = LAST_CHOICE + 1;
  private static final int FILLED = HELD + 1;
  private static final int LEDGER = FILLED + 1;
  private static final int CHOICES = LEDGER + FifoLedger.size(LIMIT);
  private static final int PLAIN_OBSERVATIONS = 6 + 2 * FlowAverages.BALANCES;

  private final Options options;
  private final SyntheticBook book;
  private final AvellanedaStoikov dealer;
  private final QuoteMenu menu;
  private final EnvironmentSpec spec;
  private final MarketPicture picture;
  private final FifoLedger ledger = new FifoLedger(LEDGER, LIMIT);
  private final DifferentialSharpe sharpe = new DifferentialSharpe(SHARPE);
  private final FlowAverages trades = new FlowAverages(TRADES);
  private final FlowAverages strength = new FlowAverages(STRENGTH);
  private final MakerStep step = new MakerStep();

  /** Options of a recipe. */
  public record Options(
      @Doc("what is rewarded") @Default("default") MakerReward reward,
      @Doc(
              "depths to choose from, the same on both sides, in 1/k; left out: the grid of 17 choices")
          @Range(min = 0, max = 100)
          @Size(min = 2, max = 64)
          Optional<List<Double>> depths,
      @Doc("market orders of a side in a unit of time, A")
          @Default("140")
          @Range(min = 0, minExclusive = true, max = 100_000)
          double rate,
      @Doc("how fast the chance of a fill falls with depth, k")
          @Default("1.5")
          @Range(min = 0, minExclusive = true, max = 1000)
          double decay,
      @Doc("deviation of the mid in a unit of time; it begins at 100")
          @Default("2.0")
          @Range(min = 0, max = 100)
          double volatility,
      @Doc("distance of the levels of the grid, in 1/k")
          @Default("0.2")
          @Range(min = 0, minExclusive = true, max = 100)
          double tick,
      @Doc("risk aversion with which quotes are centered; 0: on the mid")
          @Default("0.0")
          @Range(min = 0, max = 100)
          double aversion,
      @Doc("time from one snapshot to the next")
          @Default("0.01")
          @Range(min = 0, minExclusive = true, max = 10)
          double snapshot,
      @Doc("snapshots of a step, for which quotes rest") @Default("5") @Range(min = 1, max = 1000)
          int repeat,
      @Doc("steps of an episode") @Default("200") @Range(min = 1, max = 100_000) int steps) {}

  public CryptoMm(Options options) {
    this.options = options;
    this.book = new SyntheticBook(options.rate(), options.decay(), options.volatility());
    this.dealer = new AvellanedaStoikov(options.aversion(), options.volatility(), options.decay());
    double unit = book.bestDepth();
    this.menu =
        options
            .depths()
            .map(depths -> QuoteMenu.symmetric(depths, unit))
            .orElseGet(() -> QuoteMenu.grid(options.tick() * unit));
    this.picture = new MarketPicture(book, Math.max(unit, menu.deepest()), LIMIT);
    float bound = (float) OBSERVATION_BOUND;
    this.spec =
        new EnvironmentSpec(
            ID,
            ActionSpace.Box.of(PLAIN_OBSERVATIONS + menu.size(), -bound, bound),
            new ActionSpace.Discrete(menu.size()),
            options.steps(),
            false);
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public int stateSize() {
    return CHOICES + menu.size();
  }

  @Override
  public void reset(RandomSource random, double[] state) {
    Arrays.fill(state, 0);
    state[MID] = FIRST_MID;
    state[LAST_CHOICE] = -1;
    for (int i = 0; i < WARM_UP; i++) {
      snapshot(state, random);
    }
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    double midBefore = state[MID];
    double realizedBefore = state[REALIZED];
    step.fills = 0;
    step.encouragement = 0;
    choose(state, (int) action[0]);
    for (int i = 0; i < options.repeat(); i++) {
      snapshot(state, random);
    }
    step.inventory = ledger.inventory(state);
    state[HELD] += Math.abs(step.inventory);
    state[FILLED] += step.fills;
    state[STEP]++;
    boolean last = state[STEP] >= options.steps();
    if (last) {
      flatten(state);
    }
    judge(state, midBefore, realizedBefore);
    out.set(options.reward().of(step), last, false);
  }

  private void judge(double[] state, double midBefore, double realizedBefore) {
    step.relativeMove = state[MID] / midBefore - 1;
    step.realized = (state[REALIZED] - realizedBefore) / midBefore;
    step.halfSpread = options.tick() * book.bestDepth() / midBefore;
    step.sharpeChange = sharpe.update(state, step.carried() + step.realized);
  }

  private void choose(double[] state, int choice) {
    state[LAST_CHOICE] = choice;
    state[CHOICES + choice]++;
    if (choice == menu.flatten()) {
      state[BID] = 0;
      state[ASK] = 0;
      flatten(state);
    } else if (menu.quotes(choice)) {
      double timeLeft = (options.steps() - state[STEP]) * options.repeat() * options.snapshot();
      double center = dealer.reservation(state[MID], ledger.inventory(state), timeLeft);
      state[BID] = quote(state, 1, center - menu.bids()[choice]);
      state[ASK] = quote(state, -1, center + menu.asks()[choice]);
    }
  }

  /** The price of a new quote, or 0 where the inventory refuses it. */
  private double quote(double[] state, int side, double price) {
    boolean accepted = price > 0 && ledger.accepts(state, side);
    step.encouragement += accepted ? ENCOURAGEMENT : -ENCOURAGEMENT;
    return accepted ? price : 0;
  }

  private void snapshot(double[] state, RandomSource random) {
    int buys = 0;
    int sells = 0;
    double time = book.gap(random);
    for (; time < options.snapshot(); time += book.gap(random)) {
      boolean buy = random.nextInt(2) == 0;
      double reach = book.reach(random);
      if (buy) {
        buys++;
        fill(state, -1, state[ASK], state[ASK] - state[MID] <= reach);
      } else {
        sells++;
        fill(state, 1, state[BID], state[MID] - state[BID] <= reach);
      }
    }
    double before = state[MID];
    state[MID] = book.move(before, options.snapshot(), random);
    trades.update(state, buys, sells);
    strength.update(state, Math.max(0, state[MID] - before), Math.max(0, before - state[MID]));
  }

  /** Fills our quote on a side, if there is one, an order reached it, and there is room. */
  private void fill(double[] state, int side, double price, boolean reached) {
    if (price > 0 && reached && ledger.accepts(state, side)) {
      state[REALIZED] += ledger.trade(state, side, price);
      step.fills++;
    }
  }

  /** Trades all that is held at market, and pays for that. */
  private void flatten(double[] state) {
    int inventory = ledger.inventory(state);
    int side = inventory > 0 ? -1 : 1;
    for (int lot = 0; lot < Math.abs(inventory); lot++) {
      state[REALIZED] += ledger.trade(state, side, state[MID]) - MARKET_COST * state[MID];
    }
  }

  @Override
  public void observe(double[] state, float[] observation) {
    double mid = state[MID];
    int at = 0;
    observation[at++] = (float) (ledger.inventory(state) / (double) LIMIT);
    observation[at++] = clip(100 * state[REALIZED] / mid);
    observation[at++] = clip(100 * ledger.unrealized(state, mid) / mid);
    observation[at++] = clip(state[BID] == 0 ? 0 : (mid - state[BID]) * options.decay());
    observation[at++] = clip(state[ASK] == 0 ? 0 : (state[ASK] - mid) * options.decay());
    for (int span = 0; span < FlowAverages.BALANCES; span++) {
      observation[at++] = (float) trades.balance(state, span);
      observation[at++] = (float) strength.balance(state, span);
    }
    observation[at++] = (float) (1 - state[STEP] / options.steps());
    for (int choice = 0; choice < menu.size(); choice++) {
      observation[at++] = state[LAST_CHOICE] == choice ? 1 : 0;
    }
  }

  private static float clip(double value) {
    return (float) Math.max(-OBSERVATION_BOUND, Math.min(OBSERVATION_BOUND, value));
  }

  @Override
  public Map<String, String> attributes(double[] state, float[] lastAction) {
    double taken = state[STEP];
    if (taken == 0) {
      return Map.of();
    }
    double time = taken * options.repeat() * options.snapshot();
    double best = 2 * book.earnings(book.bestDepth()) * time;
    Map<String, String> facts = new TreeMap<>();
    facts.put(EARNED, Double.toString(profit(state) / best));
    facts.put(INVENTORY, Double.toString(state[HELD] / taken));
    facts.put(FILLS, Double.toString(state[FILLED] / taken));
    for (int choice = 0; choice < menu.size(); choice++) {
      facts.put(CHOICE + choice, Double.toString(state[CHOICES + choice] / taken));
    }
    return facts;
  }

  /** What was earned, with what is held counted at the mid. */
  private double profit(double[] state) {
    return state[REALIZED] + ledger.unrealized(state, state[MID]);
  }

  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    double bid = state[BID] == 0 ? Double.NaN : state[BID];
    double ask = state[ASK] == 0 ? Double.NaN : state[ASK];
    return Optional.of(
        picture.of(
            new MarketPicture.Moment(
                state[MID], bid, ask, ledger.inventory(state), profit(state))));
  }
}
