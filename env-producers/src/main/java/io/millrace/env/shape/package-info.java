/** Shapes that are found by free-form deformation: {@code die-shape}. */
package io.millrace.env.shape;
