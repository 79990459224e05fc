/**
 * Everything HTTP behind one handler: Airflow's public REST API, the UI's data and the Task
 * Execution API. The API stores, tells inboxes and reads; it never runs user code and never decides
 * what is scheduled. Here lives what puts the resources together and the Lambda shell.
 */
@NullMarked
package dev.updraft.api;

import org.jspecify.annotations.NullMarked;
