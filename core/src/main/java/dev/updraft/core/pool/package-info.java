/**
 * The pool aggregate: slots, who holds them and who waits, by priority. It serves pools and the
 * limits tasks set themselves over all runs alike. Pure; how pools are listed and sized by people
 * is the ports' business.
 */
@NullMarked
package dev.updraft.core.pool;

import org.jspecify.annotations.NullMarked;
