/**
 * The CDK app that deploys Updraft. It describes resources and uses none of the other modules'
 * code; it knows their artefacts by file name only.
 */
@NullMarked
package dev.updraft.infra;

import org.jspecify.annotations.NullMarked;
