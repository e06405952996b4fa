package io.millrace.env.traffic;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A grid of signals, as CityFlow's files: every road 300 m between centers, junctions 30 m wide to
 * each side, three lanes of 4 m for left turns, straight on and right turns, 16.67 m/s.
 *
 * <p>The names are those of CityFlow's own generator: {@code road_X_Y_D} leaves intersection (X, Y)
 * to the east, north, west or south for D of 0 to 3; the real intersections are (1, 1) to (columns,
 * rows). Phases: 0 east and west straight on, 1 east and west to the left, 2 and 3 the same for
 * north and south, 4 none of these; right turns are always open and no flow uses them.
 *
 * <p>Traffic, seconds between two vehicles of the example type: each row eastbound 7, westbound 9;
 * each column northbound 12, southbound 15; and from each end of a row (20) and a column (25) a
 * flow that turns left once, in row r at column 1 + (r - 1) mod columns, in column c at row 1 + (c
 * - 1) mod rows. With one signal this is the network of the golden travel times.
 */
public final class GridScenario {

  private static final JsonMapper JSON = new JsonMapper();

  private static final double ROAD = 300;
  private static final double WIDTH = 30;
  private static final double LANE_WIDTH = 4;
  private static final int LANES = 3;
  private static final double SPEED = 16.67;
  private static final double CURVE_REACH = WIDTH / 3;
  private static final double GREEN_SECONDS = 30;
  private static final double CLEARING_SECONDS = 5;
  private static final String[] TURNS = {"turn_left", "go_straight", "turn_right"};
  private static final int[] EAST = {1, 0, -1, 0};
  private static final int[] NORTH = {0, 1, 0, -1};
  private static final double[] STRAIGHT_INTERVAL = {7, 12, 9, 15};
  private static final double[] LEFT_INTERVAL = {20, 25, 20, 25};

  private final int columns;
  private final int rows;
  private final double endTime;

  /**
   * A grid.
   *
   * @param endTime of all flows, s
   */
  public GridScenario(int columns, int rows, double endTime) {
    if (columns < 1 || rows < 1) {
      throw new IllegalArgumentException(
          "expected at least one column and row, columns=" + columns + " rows=" + rows);
    }
    this.columns = columns;
    this.rows = rows;
    this.endTime = endTime;
  }

  /** The grid, compiled. */
  public Scenario scenario() {
    return Scenario.parse("grid-" + columns + "x" + rows, roadnet(), flow());
  }

  private boolean real(int x, int y) {
    return x >= 1 && x <= columns && y >= 1 && y <= rows;
  }

  private boolean corner(int x, int y) {
    return (x == 0 || x == columns + 1) && (y == 0 || y == rows + 1);
  }

  private boolean inside(int x, int y) {
    return x >= 0 && x <= columns + 1 && y >= 0 && y <= rows + 1 && !corner(x, y);
  }

  private boolean exists(int x, int y, int direction) {
    int endX = x + EAST[direction];
    int endY = y + NORTH[direction];
    return inside(x, y) && inside(endX, endY) && (real(x, y) || real(endX, endY));
  }

  private static String road(int x, int y, int direction) {
    return "road_" + x + "_" + y + "_" + direction;
  }

  private static String intersection(int x, int y) {
    return "intersection_" + x + "_" + y;
  }

  private static Point center(int x, int y) {
    return new Point((x - 1) * ROAD, (y - 1) * ROAD);
  }

  private static Point direction(int direction) {
    return new Point(EAST[direction], NORTH[direction]);
  }

  /** The content of {@code roadnet.json}. */
  public String roadnet() {
    ObjectNode file = JSON.createObjectNode();
    ArrayNode intersections = file.putArray("intersections");
    ArrayNode roads = file.putArray("roads");
    for (int y = 0; y <= rows + 1; y++) {
      for (int x = 0; x <= columns + 1; x++) {
        if (inside(x, y)) {
          writeIntersection(intersections.addObject(), x, y);
        }
        for (int d = 0; d < 4; d++) {
          if (exists(x, y, d)) {
            writeRoad(roads.addObject(), x, y, d);
          }
        }
      }
    }
    return file.toPrettyString();
  }

  private static void writeRoad(ObjectNode road, int x, int y, int d) {
    road.put("id", road(x, y, d));
    ArrayNode points = road.putArray("points");
    write(points.addObject(), center(x, y));
    write(points.addObject(), center(x + EAST[d], y + NORTH[d]));
    ArrayNode lanes = road.putArray("lanes");
    for (int lane = 0; lane < LANES; lane++) {
      lanes.addObject().put("width", LANE_WIDTH).put("maxSpeed", SPEED);
    }
    road.put("startIntersection", intersection(x, y));
    road.put("endIntersection", intersection(x + EAST[d], y + NORTH[d]));
  }

  private static void write(ObjectNode node, Point point) {
    node.put("x", point.x()).put("y", point.y());
  }

  private void writeIntersection(ObjectNode node, int x, int y) {
    node.put("id", intersection(x, y));
    write(node.putObject("point"), center(x, y));
    node.put("width", real(x, y) ? WIDTH : 0);
    ArrayNode roads = node.putArray("roads");
    for (int d = 0; d < 4; d++) {
      if (exists(x - EAST[d], y - NORTH[d], d)) {
        roads.add(road(x - EAST[d], y - NORTH[d], d));
      }
      if (exists(x, y, d)) {
        roads.add(road(x, y, d));
      }
    }
    ArrayNode links = node.putArray("roadLinks");
    ObjectNode light = node.putObject("trafficLight");
    if (real(x, y)) {
      for (int d = 0; d < 4; d++) {
        for (int turn = 0; turn < TURNS.length; turn++) {
          writeMovement(links.addObject(), x, y, d, turn);
        }
      }
      writeLight(light);
    } else {
      light.putArray("roadLinkIndices");
      light.putArray("lightphases");
    }
    node.put("virtual", !real(x, y));
  }

  /** The direction after a turn of 0 left, 1 straight on, 2 right. */
  private static int turned(int d, int turn) {
    return (d + 1 - turn + 4) % 4;
  }

  private static void writeMovement(ObjectNode node, int x, int y, int d, int turn) {
    int to = turned(d, turn);
    node.put("type", TURNS[turn]);
    node.put("startRoad", road(x - EAST[d], y - NORTH[d], d));
    node.put("endRoad", road(x, y, to));
    node.put("direction", d);
    ArrayNode links = node.putArray("laneLinks");
    for (int end = 0; end < LANES; end++) {
      ObjectNode link = links.addObject();
      link.put("startLaneIndex", turn).put("endLaneIndex", end);
      ArrayNode points = link.putArray("points");
      Point center = center(x, y);
      Polyline curve =
          Polyline.curve(
              mouth(center, d, -WIDTH, turn),
              direction(d),
              mouth(center, to, WIDTH, end),
              direction(to),
              CURVE_REACH);
      curve.points().forEach(point -> write(points.addObject(), point));
    }
  }

  /** Where a lane meets the junction: {@code along} meters from its center on the way d. */
  private static Point mouth(Point center, int d, double along, int lane) {
    Point way = direction(d);
    return center.plus(way, along).plus(way.right(), (lane + 0.5) * LANE_WIDTH);
  }

  private static void writeLight(ObjectNode light) {
    ArrayNode indices = light.putArray("roadLinkIndices");
    for (int i = 0; i < 4 * TURNS.length; i++) {
      indices.add(i);
    }
    ArrayNode phases = light.putArray("lightphases");
    writePhase(phases.addObject(), GREEN_SECONDS, 0, 1);
    writePhase(phases.addObject(), GREEN_SECONDS, 0, 0);
    writePhase(phases.addObject(), GREEN_SECONDS, 1, 1);
    writePhase(phases.addObject(), GREEN_SECONDS, 1, 0);
    writePhase(phases.addObject(), CLEARING_SECONDS, 0, 2);
  }

  /** Opens a turn from two opposite directions, and all right turns. */
  private static void writePhase(ObjectNode phase, double seconds, int axis, int turn) {
    phase.put("time", seconds);
    ArrayNode open = phase.putArray("availableRoadLinks");
    for (int d = 0; d < 4; d++) {
      if (d % 2 == axis && turn != 2) {
        open.add(d * TURNS.length + turn);
      }
      open.add(d * TURNS.length + 2);
    }
  }

  /** The content of {@code flow.json}. */
  public String flow() {
    ArrayNode flows = JSON.createArrayNode();
    for (int d = 0; d < 4; d++) {
      for (int k = 1; k <= (d % 2 == 0 ? rows : columns); k++) {
        writeFlow(flows.addObject(), STRAIGHT_INTERVAL[d], straight(d, k));
      }
    }
    for (int d = 0; d < 4; d++) {
      for (int k = 1; k <= (d % 2 == 0 ? rows : columns); k++) {
        writeFlow(flows.addObject(), LEFT_INTERVAL[d], left(d, k));
      }
    }
    return flows.toPrettyString();
  }

  private List<String> straight(int d, int k) {
    List<String> route = new ArrayList<>();
    walk(route, startX(d, k), startY(d, k), d);
    return route;
  }

  private int startX(int d, int k) {
    return d % 2 == 1 ? k : d == 0 ? 0 : columns + 1;
  }

  private int startY(int d, int k) {
    return d % 2 == 0 ? k : d == 1 ? 0 : rows + 1;
  }

  /** All roads from here in a direction. */
  private void walk(List<String> route, int fromX, int fromY, int d) {
    int x = fromX;
    int y = fromY;
    while (exists(x, y, d)) {
      route.add(road(x, y, d));
      x += EAST[d];
      y += NORTH[d];
    }
  }

  private List<String> left(int d, int k) {
    int turnX = d % 2 == 0 ? 1 + (k - 1) % columns : k;
    int turnY = d % 2 == 0 ? k : 1 + (k - 1) % rows;
    List<String> route = new ArrayList<>();
    int x = startX(d, k);
    int y = startY(d, k);
    while (x != turnX || y != turnY) {
      route.add(road(x, y, d));
      x += EAST[d];
      y += NORTH[d];
    }
    walk(route, x, y, turned(d, 0));
    return route;
  }

  private void writeFlow(ObjectNode flow, double interval, List<String> route) {
    VehicleType type = VehicleType.EXAMPLE;
    flow.putObject("vehicle")
        .put("length", type.length())
        .put("width", type.width())
        .put("maxPosAcc", type.maxPosAcc())
        .put("maxNegAcc", type.maxNegAcc())
        .put("usualPosAcc", type.usualPosAcc())
        .put("usualNegAcc", type.usualNegAcc())
        .put("minGap", type.minGap())
        .put("maxSpeed", type.maxSpeed())
        .put("headwayTime", type.headwayTime());
    ArrayNode roads = flow.putArray("route");
    route.forEach(roads::add);
    flow.put("interval", interval).put("startTime", 0).put("endTime", endTime);
  }
}
