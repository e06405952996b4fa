package io.millrace.env.traffic;

/** What is to be drawn of an engine. */
record EngineView(TrafficEngine engine) implements RoadPicture.Traffic {

  @Override
  public int vehicles(int lane) {
    return engine.vehicles(lane);
  }

  @Override
  public int waiting(int lane) {
    return engine.waiting(lane);
  }

  @Override
  public RoadPicture.Light light(int lane) {
    RoadNetwork network = engine.scenario().network();
    int[] links = network.linksOfLane()[lane];
    if (links.length == 0) {
      return RoadPicture.Light.NONE;
    }
    for (int link : links) {
      if (engine.lights().green(link - network.lanes())) {
        return RoadPicture.Light.GREEN;
      }
    }
    return RoadPicture.Light.RED;
  }
}
