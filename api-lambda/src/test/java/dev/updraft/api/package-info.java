/** Tests of the API over in-memory ports. No production code may live here. */
@NullMarked
package dev.updraft.api;

import org.jspecify.annotations.NullMarked;
