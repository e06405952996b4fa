package io.millrace.env.traffic;

import io.millrace.env.traffic.RoadNetwork.Road;
import io.millrace.env.traffic.Signal.Way;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Adds up a {@link TrafficReward} over the seconds of a decision. */
final class RewardMeter implements Runnable {

  private final TrafficEngine traffic;
  private final RoadNetwork network;
  private final List<Signal> signals;
  private final TrafficReward reward;
  private final double scale;
  private final Way[][] ways;
  private final int[][] pieces;
  private final double[] sums;

  RewardMeter(TrafficEngine traffic, List<Signal> signals, CityFlow.Options options) {
    this.traffic = traffic;
    this.network = traffic.scenario().network();
    this.signals = signals;
    this.reward = options.reward();
    this.scale =
        reward == TrafficReward.TRAVEL
            ? options.step()
                / Math.max(1, traffic.scenario().demand(options.horizon(), options.step()))
            : options.step() / options.decision();
    this.ways = signals.stream().map(RewardMeter::ways).toArray(Way[][]::new);
    this.pieces = signals.stream().map(this::pieces).toArray(int[][]::new);
    this.sums = new double[signals.size()];
  }

  private static Way[] ways(Signal signal) {
    return Arrays.stream(signal.ways()).flatMap(Arrays::stream).distinct().toArray(Way[]::new);
  }

  /** The pieces that belong to a signal. */
  private int[] pieces(Signal signal) {
    List<Integer> own = new ArrayList<>();
    for (Road road : network.roads()) {
      if (owner(road) == signal.junction()) {
        for (int lane = 0; lane < road.lanes(); lane++) {
          own.add(road.firstLane() + lane);
        }
      }
    }
    for (int piece = network.lanes(); piece < network.pieces(); piece++) {
      if (network.link(piece).junction() == signal.junction()) {
        own.add(piece);
      }
    }
    return own.stream().mapToInt(Integer::intValue).toArray();
  }

  private int owner(Road road) {
    return controlled(road.endJunction()) ? road.endJunction() : road.startJunction();
  }

  private boolean controlled(int junction) {
    return signals.stream().anyMatch(signal -> signal.junction() == junction);
  }

  void start() {
    Arrays.fill(sums, 0);
  }

  /** One step of the engine more. */
  @Override
  public void run() {
    for (int s = 0; s < sums.length; s++) {
      sums[s] -=
          switch (reward) {
            case QUEUE -> queue(signals.get(s));
            case PRESSURE -> pressure(ways[s]);
            case TRAVEL -> present(pieces[s]);
          };
    }
  }

  private double queue(Signal signal) {
    int waiting = 0;
    for (int lane : signal.incoming()) {
      waiting += traffic.waiting(lane);
    }
    return waiting;
  }

  private double pressure(Way[] of) {
    double sum = 0;
    for (Way way : of) {
      double in = traffic.vehicles(way.lane()) / network.length()[way.lane()];
      double out = way.occupancy(traffic) / network.length()[way.firstLane()];
      sum += (in - out) * CityFlow.VEHICLE_SPACE;
    }
    return Math.abs(sum);
  }

  private double present(int[] own) {
    int vehicles = 0;
    for (int piece : own) {
      vehicles += traffic.vehicles(piece);
      if (network.isLane(piece)) {
        vehicles += traffic.queued(piece);
      }
    }
    return vehicles;
  }

  /** What the signal has earned since {@link #start}. */
  double reward(int signal) {
    return sums[signal] * scale;
  }
}
