/** The ports in memory, held to the contracts of the ports and to what is said of them alone. */
@NullMarked
package dev.updraft.core.port.memory;

import org.jspecify.annotations.NullMarked;
