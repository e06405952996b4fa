package io.millrace.env.sumo;

/**
 * How much traffic wants to pass a grid, per road that leads into it.
 *
 * @param vehiclesPerHour on every road from the west and the east
 * @param crossVehiclesPerHour on every road from the north and the south
 * @param turning share that leaves elsewhere than straight ahead, evenly over all other ways out
 */
record GridDemand(double vehiclesPerHour, double crossVehiclesPerHour, double turning) {}
