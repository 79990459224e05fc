package dev.updraft.runner.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.loader.ResourceLocator;
import com.hubspot.jinjava.loader.ResourceNotFoundException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Template files, below the directories of the search path and nowhere else. */
public final class TemplateFiles implements ResourceLocator {
  private static final long FILE_BYTES_MAX = 1024 * 1024;

  private final List<Path> searchPath;

  /** With these directories, the first that has a file wins. */
  public TemplateFiles(List<Path> searchPath) {
    this.searchPath = List.copyOf(searchPath);
  }

  /**
   * The text of a template file.
   *
   * @throws ResourceNotFoundException if no directory has it
   */
  @Override
  public String getString(String name, Charset encoding, JinjavaInterpreter interpreter)
      throws IOException {
    return read(name, encoding);
  }

  /**
   * The text of a template file.
   *
   * @throws TemplateException if no directory has it
   */
  public String read(String name) {
    try {
      return read(name, java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new TemplateException("template file '%s' cannot be read: %s".formatted(name, e), e);
    }
  }

  private String read(String name, Charset encoding) throws IOException {
    for (var directory : searchPath) {
      var file = directory.resolve(name).normalize();
      if (file.startsWith(directory.normalize()) && Files.isRegularFile(file)) {
        if (Files.size(file) > FILE_BYTES_MAX) {
          throw new TemplateException(
              "template file '%s' is larger than %d bytes".formatted(name, FILE_BYTES_MAX));
        }
        return Files.readString(file, encoding);
      }
    }
    throw new TemplateException("template file '%s' is not in %s".formatted(name, searchPath));
  }
}
