/** A robot that carries glass between process chambers: {@code glass-robot}. */
package io.millrace.env.robot;
