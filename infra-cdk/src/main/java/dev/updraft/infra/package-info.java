/**
 * The CDK app that deploys Updraft: a construct for each part, named for what it is. It describes
 * resources and uses none of the other modules' code; it knows their artefacts by file name and
 * their entry points by class name only. Decisions 31 and 32 bind it.
 */
@NullMarked
package dev.updraft.infra;

import org.jspecify.annotations.NullMarked;
