/**
 * The program as people run it: a child process with a DAG folder and a data folder, told and asked
 * over HTTP only. Nothing here may look behind the API.
 */
@NullMarked
package dev.updraft.standalone.journey;

import org.jspecify.annotations.NullMarked;
