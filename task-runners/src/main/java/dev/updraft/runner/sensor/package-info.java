/**
 * The operators that wait. Each looks once and says whether its condition holds; when to look again
 * is decided in one place.
 */
@NullMarked
package dev.updraft.runner.sensor;

import org.jspecify.annotations.NullMarked;
