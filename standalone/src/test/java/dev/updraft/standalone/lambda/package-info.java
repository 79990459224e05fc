/**
 * The jars that are uploaded to Lambda, each run by Lambda's own runtime client in a process of its
 * own against a small runtime API. No class of the functions may be called here.
 */
@NullMarked
package dev.updraft.standalone.lambda;

import org.jspecify.annotations.NullMarked;
