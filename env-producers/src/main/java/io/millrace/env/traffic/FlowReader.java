package io.millrace.env.traffic;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads CityFlow's {@code flow.json}. Unknown fields, broken values and routes that cannot be
 * driven are refused.
 *
 * <p>Source of the format: cityflow-project/CityFlow, docs/source/flow.rst and
 * src/engine/engine.cpp, commit 81ee0f4.
 */
final class FlowReader {

  private final RoadNetwork network;
  private final Router router;

  private FlowReader(RoadNetwork network) {
    this.network = network;
    this.router = new Router(network);
  }

  /**
   * The flows of a file on their network.
   *
   * @throws IllegalArgumentException that names file, path and value
   */
  static List<Flow> read(JsonFields file, RoadNetwork network) {
    FlowReader reader = new FlowReader(network);
    List<Flow> flows = new ArrayList<>();
    for (JsonFields fields : file.list()) {
      flows.add(reader.flow(fields));
    }
    if (flows.isEmpty()) {
      throw file.problem("at least one flow");
    }
    return List.copyOf(flows);
  }

  private Flow flow(JsonFields fields) {
    fields.allowing("vehicle", "route", "interval", "startTime", "endTime");
    double start = fields.has("startTime") ? fields.field("startTime").notNegative() : 0;
    double end = fields.has("endTime") ? fields.field("endTime").number() : -1;
    if (end < 0 && end != -1) {
      throw fields.field("endTime").problem("a number of at least 0, or -1 for no end");
    }
    return new Flow(
        vehicle(fields.field("vehicle")),
        paths(fields.field("route")),
        fields.field("interval").positive(),
        start,
        end == -1 ? Double.POSITIVE_INFINITY : end);
  }

  private int[][] paths(JsonFields fields) {
    List<Integer> roads = new ArrayList<>();
    for (JsonFields name : fields.list()) {
      int road = network.road(name.text());
      if (road < 0) {
        throw name.problem("the id of a road of the network");
      }
      roads.add(road);
    }
    if (roads.isEmpty()) {
      throw fields.problem("at least one road");
    }
    List<Integer> route = router.roads(roads);
    if (route == null) {
      throw fields.problem("roads that movements connect");
    }
    int[][] paths = router.paths(route);
    if (paths.length == 0) {
      throw fields.problem("a route that can be driven without a change of lanes");
    }
    return paths;
  }

  private static VehicleType vehicle(JsonFields fields) {
    fields.allowing(
        "length",
        "width",
        "maxPosAcc",
        "maxNegAcc",
        "usualPosAcc",
        "usualNegAcc",
        "minGap",
        "maxSpeed",
        "headwayTime");
    return new VehicleType(
        fields.field("length").positive(),
        fields.field("width").positive(),
        fields.field("maxPosAcc").positive(),
        fields.field("maxNegAcc").positive(),
        fields.field("usualPosAcc").positive(),
        fields.field("usualNegAcc").positive(),
        fields.field("minGap").notNegative(),
        fields.field("maxSpeed").positive(),
        fields.field("headwayTime").notNegative());
  }
}
