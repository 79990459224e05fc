/**
 * The native worker: claims an attempt, runs it, reports how it ended. Here live the course of an
 * attempt and what stops it; what operators do lives in {@code operator} and {@code sensor}.
 */
@NullMarked
package dev.updraft.runner;

import org.jspecify.annotations.NullMarked;
