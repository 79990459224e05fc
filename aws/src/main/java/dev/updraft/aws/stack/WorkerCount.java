package dev.updraft.aws.stack;

/**
 * How many workers a service of ECS has.
 *
 * @param service the service's name
 * @param running workers that run
 * @param pending workers that are being started
 * @param desired workers there shall be
 */
public record WorkerCount(String service, int running, int pending, int desired) {}
