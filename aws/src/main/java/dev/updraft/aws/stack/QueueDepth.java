package dev.updraft.aws.stack;

/**
 * How full a queue is, approximately, as SQS counts.
 *
 * @param name the queue's name
 * @param waiting messages that wait for a receiver
 * @param inFlight messages that a receiver has
 * @param delayed messages that are not due yet
 */
public record QueueDepth(String name, long waiting, long inFlight, long delayed) {}
