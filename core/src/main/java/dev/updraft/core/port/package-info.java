/**
 * What the shells need of the outside world: stores, queues and a place for large values, each as a
 * few methods named for the role. Interfaces and the records they speak in live here, with their
 * in-memory twins in {@code memory}; no rule of scheduling and no vendor's type may live here.
 *
 * <p>Every method may throw {@link dev.updraft.core.port.StoreException} when the store cannot be
 * reached or refuses; the caller lets it pass, and its message is delivered again.
 */
@NullMarked
package dev.updraft.core.port;

import org.jspecify.annotations.NullMarked;
