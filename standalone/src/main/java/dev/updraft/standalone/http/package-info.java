/**
 * The HTTP port: requests become the events that API Gateway would send, and the UI's files are
 * served beside them. No route of the API is known here.
 */
@NullMarked
package dev.updraft.standalone.http;

import org.jspecify.annotations.NullMarked;
