package io.millrace.env.picture;

/**
 * A number of the present moment that is worth following through an episode.
 *
 * @param chart what is measured and in which unit; gauges of one chart share a scale
 * @param name what it is the number of; empty where the chart's name says it
 * @param value NaN where there is none at this moment
 */
public record Gauge(String chart, String name, Ink ink, double value) {}
