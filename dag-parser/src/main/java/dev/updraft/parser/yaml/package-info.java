/**
 * YAML 1.1 as PyYAML's FullLoader reads it, kept with the place of every value. Here live reading,
 * variables in the text, aliases, merge keys and folding; nothing that knows what a DAG is may live
 * here.
 */
@NullMarked
package dev.updraft.parser.yaml;

import org.jspecify.annotations.NullMarked;
