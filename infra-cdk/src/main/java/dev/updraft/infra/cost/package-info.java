/**
 * What a deployment costs, from its template and from measured requests, at list prices. It reads
 * JSON and knows no construct.
 */
@NullMarked
package dev.updraft.infra.cost;

import org.jspecify.annotations.NullMarked;
