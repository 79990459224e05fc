package dev.updraft.parser.folder;

/** How the lines of {@code .airflowignore} are read: {@code [core] dag_ignore_file_syntax}. */
public enum IgnoreSyntax {
  /** As those of .gitignore: Airflow 3's default. */
  GLOB,
  /** As regular expressions, sought anywhere in the path below the DAG folder. */
  REGEXP
}
