/** Tests of the options. */
@NullMarked
package dev.updraft.infra.options;

import org.jspecify.annotations.NullMarked;
