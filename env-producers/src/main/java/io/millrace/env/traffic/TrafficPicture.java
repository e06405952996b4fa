package io.millrace.env.traffic;

import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a road network: lanes in gray, their waiting vehicles as a red queue before the end and the
 * others as a blue bar behind it, as long as they would stand, and a disc that says whether a light
 * lets some of them go.
 */
final class TrafficPicture {
  private static final double MARGIN = 20;
  private static final double LANE_WIDTH = 2.5;
  private static final double LIGHT_RADIUS = 3;

  private final TrafficEngine traffic;
  private final RoadNetwork network;
  private final double[] bounds = {
    Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
  };

  TrafficPicture(TrafficEngine traffic) {
    this.traffic = traffic;
    this.network = traffic.scenario().network();
    for (Polyline line : network.laneLines()) {
      line.points().forEach(this::include);
    }
  }

  private void include(Point point) {
    bounds[0] = Math.min(bounds[0], point.x());
    bounds[1] = Math.min(bounds[1], point.y());
    bounds[2] = Math.max(bounds[2], point.x());
    bounds[3] = Math.max(bounds[3], point.y());
  }

  Scene scene() {
    List<Mark> marks = new ArrayList<>();
    for (int lane = 0; lane < network.lanes(); lane++) {
      draw(lane, marks);
    }
    return new Scene(
        bounds[0] - MARGIN,
        bounds[1] - MARGIN,
        bounds[2] - bounds[0] + 2 * MARGIN,
        bounds[3] - bounds[1] + 2 * MARGIN,
        marks);
  }

  private void draw(int lane, List<Mark> marks) {
    Polyline line = network.laneLines().get(lane);
    double length = line.length();
    int waiting = traffic.waiting(lane);
    double queue = Math.min(length, CityFlow.VEHICLE_SPACE * waiting);
    double all = Math.min(length, CityFlow.VEHICLE_SPACE * traffic.vehicles(lane));
    marks.add(mark(Ink.PALE, line));
    if (all > queue) {
      marks.add(mark(Ink.SKY, line.part(length - all, length - queue)));
    }
    if (queue > 0) {
      marks.add(mark(Ink.RED, line.part(length - queue, length)));
    }
    int[] links = network.linksOfLane()[lane];
    if (links.length > 0) {
      Ink light = open(links) ? Ink.GREEN : Ink.DARK;
      marks.add(new Mark.Disc(light, line.end().x(), line.end().y(), LIGHT_RADIUS));
    }
  }

  private boolean open(int[] links) {
    for (int link : links) {
      if (traffic.lights().green(link - network.lanes())) {
        return true;
      }
    }
    return false;
  }

  private static Mark mark(Ink ink, Polyline line) {
    return new Mark.Line(
        ink,
        LANE_WIDTH,
        line.points().stream().mapToDouble(Point::x).toArray(),
        line.points().stream().mapToDouble(Point::y).toArray());
  }
}
