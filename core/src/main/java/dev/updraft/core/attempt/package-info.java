/**
 * Attempts: one try of one task instance, its row, its claim and its end, and the tickets and
 * tokens that let a runner do no more than its attempt. Pure; where rows are kept is the ports'
 * business.
 */
@NullMarked
package dev.updraft.core.attempt;

import org.jspecify.annotations.NullMarked;
