/**
 * Fluids to be controlled: partial differential equations small enough for a laptop, solved in
 * plain Java on arrays that are allocated once.
 */
package io.millrace.env.fluid;
