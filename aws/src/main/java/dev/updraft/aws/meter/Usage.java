package dev.updraft.aws.meter;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What requests have used since counting began.
 *
 * @param writeUnits DynamoDB write request units, by table, indexes included
 * @param readUnits DynamoDB read request units, by table, indexes included
 * @param refusedWrites conditional writes that were refused; each also counts one write unit
 * @param sqsRequests SQS requests as billed: one for each 64 KiB begun, empty receives included
 * @param s3Puts S3 requests of the dear kind: PUT and LIST
 * @param s3Gets S3 requests of the cheap kind: GET
 */
public record Usage(
    SortedMap<String, Double> writeUnits,
    SortedMap<String, Double> readUnits,
    long refusedWrites,
    long sqsRequests,
    long s3Puts,
    long s3Gets) {
  public Usage {
    writeUnits = Collections.unmodifiableSortedMap(new TreeMap<>(writeUnits));
    readUnits = Collections.unmodifiableSortedMap(new TreeMap<>(readUnits));
  }

  /** Write units over all tables. */
  public double allWriteUnits() {
    return writeUnits.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Read units over all tables. */
  public double allReadUnits() {
    return readUnits.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
