/**
 * The processes of users' code: started in a session of their own and ended with all their
 * descendants. No operator starts a process by other means.
 */
@NullMarked
package dev.updraft.runner.process;

import org.jspecify.annotations.NullMarked;
