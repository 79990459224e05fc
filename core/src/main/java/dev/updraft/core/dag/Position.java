package dev.updraft.core.dag;

/**
 * A place in a DAG file.
 *
 * @param file the file's path below the DAG folder, with forward slashes
 * @param line the line, from 1
 * @param column the column, from 1
 */
public record Position(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
