/**
 * The operators that do work, one class each, and what they share: arguments, results, HTTP and
 * choices of branches. Sensors live next door.
 */
@NullMarked
package dev.updraft.runner.operator;

import org.jspecify.annotations.NullMarked;
