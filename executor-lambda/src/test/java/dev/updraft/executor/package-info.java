/** Tests of the handler of attempts, with runners that end as the test says. */
@NullMarked
package dev.updraft.executor;

import org.jspecify.annotations.NullMarked;
