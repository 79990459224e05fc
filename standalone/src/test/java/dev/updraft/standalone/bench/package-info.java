/** Tests that the benchmark counts what it says, and that small runs keep to their budgets. */
@NullMarked
package dev.updraft.standalone.bench;

import org.jspecify.annotations.NullMarked;
