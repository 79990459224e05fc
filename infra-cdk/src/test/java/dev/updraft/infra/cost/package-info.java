/** Tests of what a deployment costs. */
@NullMarked
package dev.updraft.infra.cost;

import org.jspecify.annotations.NullMarked;
