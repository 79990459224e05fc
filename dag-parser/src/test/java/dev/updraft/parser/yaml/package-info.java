/** Tests of reading YAML. */
@NullMarked
package dev.updraft.parser.yaml;

import org.jspecify.annotations.NullMarked;
