/**
 * What every implementation of a port must do, as tests: one abstract class per port, run on memory
 * here and on the embedded AWS servers elsewhere. Nothing here may know an implementation.
 */
@NullMarked
package dev.updraft.core.port.contract;

import org.jspecify.annotations.NullMarked;
