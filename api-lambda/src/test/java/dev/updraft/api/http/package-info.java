/** Tests of HTTP as the API's resources see it. */
@NullMarked
package dev.updraft.api.http;

import org.jspecify.annotations.NullMarked;
