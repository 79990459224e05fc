/**
 * The few calls of services for which a whole client would be too much: a JSON body, signed. What
 * the answers mean for an attempt or a worker is not known here (docs/adr/0036).
 */
@NullMarked
package dev.updraft.aws.call;

import org.jspecify.annotations.NullMarked;
