package io.millrace.env.traffic;

/**
 * A stream of equal vehicles along one route.
 *
 * @param paths [alternatives][pieces], the pieces of the route from each lane that it can start on
 * @param interval s between two vehicles
 * @param startTime s
 * @param endTime s, the last moment at which a vehicle may come; infinite where there is none
 */
record Flow(VehicleType type, int[][] paths, double interval, double startTime, double endTime) {}
