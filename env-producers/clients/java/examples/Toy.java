// Reach a target on a line, as python/examples/toy.py does.
//
//     ./millrace gateway recipes/gateway-toy.yaml                                      # one
// terminal
//     cd env-producers/clients/java                                                    # another
//     javac -d target MillraceEnv.java examples/Toy.java && java -cp target Toy
//     (arguments, if any: port, episodes)

import io.millrace.client.MillraceEnv;
import io.millrace.client.MillraceEnv.Gateway;
import io.millrace.client.MillraceEnv.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/** A cart with a place and a target in [-1, 1]; each of 20 steps moves it by up to 0.2. */
public final class Toy implements MillraceEnv.Environment {
  private double place;
  private double target;
  private int steps;

  @Override
  public double[] reset(long seed) {
    Random random = new Random(seed);
    place = random.nextDouble() * 2 - 1;
    target = random.nextDouble() * 2 - 1;
    steps = 0;
    return new double[] {place, target};
  }

  @Override
  public Outcome step(double[] action) {
    place += 0.2 * Math.max(-1, Math.min(1, action[0]));
    steps++;
    return new Outcome(new double[] {place, target}, -Math.abs(place - target), false, steps == 20);
  }

  private static void tell(int number, double total, long version) {
    if (number % 100 == 0) {
      System.out.printf("episode %d: return %.2f, policy version %d%n", number, total, version);
    }
  }

  private static double mean(List<Double> returns) {
    return returns.stream().mapToDouble(total -> total).average().orElse(0);
  }

  public static void main(String[] args) throws IOException {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 7420;
    int episodes = args.length > 1 ? Integer.parseInt(args[1]) : Integer.MAX_VALUE;
    try (Gateway gateway = MillraceEnv.at("127.0.0.1", port).connect()) {
      List<Double> all = gateway.train(new Toy(), episodes, Toy::tell);
      System.out.printf(
          "%d episodes; first 100: %.2f, last 100: %.2f%n",
          all.size(),
          mean(all.subList(0, Math.min(100, all.size()))),
          mean(all.subList(Math.max(0, all.size() - 100), all.size())));
      System.out.printf("without exploration: %.2f%n", mean(gateway.evaluate(new Toy(), 100)));
    }
  }
}
