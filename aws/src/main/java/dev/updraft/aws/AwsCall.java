package dev.updraft.aws;

/**
 * What somebody asked of AWS, as a message about its failure tells it.
 *
 * @param doing the verb, such as {@code upload}
 * @param thing what it is done to, such as {@code s3://bucket/key}
 * @param permission the action that IAM must allow, such as {@code s3:PutObject}
 */
public record AwsCall(String doing, String thing, String permission) {}
