/**
 * Queues polled as Lambda's event source mappings poll them: batches to a handler, what succeeded
 * is deleted, what failed becomes visible again. No message's meaning is known here.
 */
@NullMarked
package dev.updraft.standalone.queue;

import org.jspecify.annotations.NullMarked;
