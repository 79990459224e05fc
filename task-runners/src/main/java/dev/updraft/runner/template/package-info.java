/**
 * Airflow's templates: Jinja's syntax by jinjava, with Python's values, operators and methods in
 * place of Java's. No template reaches a Java method.
 */
@NullMarked
package dev.updraft.runner.template;

import org.jspecify.annotations.NullMarked;
