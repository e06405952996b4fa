/** An episode as moving pictures: people would rather look than read. */
package io.millrace.launcher.film;
