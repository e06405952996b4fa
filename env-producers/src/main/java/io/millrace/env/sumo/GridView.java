package io.millrace.env.sumo;

import io.millrace.env.traffic.RoadPicture;

/**
 * What is to be drawn of a simulated grid.
 *
 * @param green [signals], the present green of each
 */
record GridView(GridNetwork network, SumoSimulation simulation, int[] green)
    implements RoadPicture.Traffic {

  @Override
  public int vehicles(int lane) {
    return simulation.vehicles(network.lanes().get(lane));
  }

  @Override
  public int waiting(int lane) {
    return simulation.halting(network.lanes().get(lane));
  }

  @Override
  public RoadPicture.Light light(int lane) {
    String id = network.lanes().get(lane);
    for (int signal = 0; signal < green.length; signal++) {
      GridSignal at = network.signals().get(signal);
      if (at.lanes().contains(id)) {
        boolean open = at.greens().get(green[signal]).lets(id);
        return open ? RoadPicture.Light.GREEN : RoadPicture.Light.RED;
      }
    }
    return RoadPicture.Light.NONE;
  }
}
