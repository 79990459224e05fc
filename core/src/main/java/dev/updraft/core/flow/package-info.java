/**
 * What aggregates are told and what they decide: events in the past tense, decisions in the
 * imperative, and the step from one to the other. Only these words live here; the rules that use
 * them live with their aggregates in {@code plan}, {@code run} and {@code pool}.
 */
@NullMarked
package dev.updraft.core.flow;

import org.jspecify.annotations.NullMarked;
