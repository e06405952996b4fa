/** Balls in a box, blown about by jets of air: {@code box-o-flows}. */
package io.millrace.env.jets;
