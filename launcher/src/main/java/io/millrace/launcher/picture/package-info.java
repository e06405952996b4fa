/** What charts and films share. */
package io.millrace.launcher.picture;
