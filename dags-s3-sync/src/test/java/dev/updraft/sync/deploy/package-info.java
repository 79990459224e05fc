/** Tests of what is asked before a deployment. */
@NullMarked
package dev.updraft.sync.deploy;

import org.jspecify.annotations.NullMarked;
