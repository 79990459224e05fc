/**
 * What a deployment may be asked to be: CDK context, checked once and typed. Nothing here knows a
 * resource.
 */
@NullMarked
package dev.updraft.infra.options;

import org.jspecify.annotations.NullMarked;
