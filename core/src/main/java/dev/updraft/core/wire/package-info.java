/**
 * How the domain is written down: definitions, events and decisions as JSON. The only room that
 * knows the JSON library beyond its annotations.
 */
@NullMarked
package dev.updraft.core.wire;

import org.jspecify.annotations.NullMarked;
