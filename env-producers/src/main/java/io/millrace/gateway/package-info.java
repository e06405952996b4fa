/**
 * The gateway: simulators in other processes and languages act through it and feed the loop. Knows
 * sessions, episodes, groups and limits; sockets are in {@code net}, Kafka in {@code kafka}.
 */
package io.millrace.gateway;
