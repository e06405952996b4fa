/**
 * Road traffic: a microscopic simulator that reads CityFlow's files, and a cell model of a highway.
 * Reading ({@link io.millrace.env.traffic.RoadNetworkReader}, {@link
 * io.millrace.env.traffic.FlowReader}), moving ({@link io.millrace.env.traffic.TrafficEngine}) and
 * the environment ({@link io.millrace.env.traffic.CityFlow}) are apart.
 */
package io.millrace.env.traffic;
