/** What an environment looks like, without a word about who draws it. */
package io.millrace.env.picture;
