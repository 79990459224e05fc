/**
 * What {@code updraft deploy} asks AWS before anything is built: it changes nothing there, and says
 * each fault in one line with what to do about it. The deployment itself is the CDK's.
 */
@NullMarked
package dev.updraft.sync.deploy;

import org.jspecify.annotations.NullMarked;
