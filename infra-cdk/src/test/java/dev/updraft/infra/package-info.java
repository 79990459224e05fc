/** Tests of the template, offline and without artefacts. */
@NullMarked
package dev.updraft.infra;

import org.jspecify.annotations.NullMarked;
