/**
 * What the resources read, put together from the ports: definitions, runs, task instances. Nothing
 * here writes, and nothing here knows HTTP or JSON.
 */
@NullMarked
package dev.updraft.api.view;

import org.jspecify.annotations.NullMarked;
