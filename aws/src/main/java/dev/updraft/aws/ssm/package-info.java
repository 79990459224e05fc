/**
 * The deployment's secret in SSM's Parameter Store. What it signs is not known here, and no secret
 * may be logged or put in a message.
 */
@NullMarked
package dev.updraft.aws.ssm;

import org.jspecify.annotations.NullMarked;
