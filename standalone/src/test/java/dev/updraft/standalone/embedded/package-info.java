/** The ports on the embedded servers, held to their contracts, and the servers themselves. */
@NullMarked
package dev.updraft.standalone.embedded;

import org.jspecify.annotations.NullMarked;
