/** The ports on S3: bytes under keys of one bucket. */
@NullMarked
package dev.updraft.aws.s3;

import org.jspecify.annotations.NullMarked;
