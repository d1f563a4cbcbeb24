package dev.actp.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;

/**
 * A file of a new policy folder.
 *
 * @param path where it goes
 * @param resource what it holds
 */
record Template(String path, String resource) {
  static final List<Template> ALL =
      List.of(
          new Template("policies/refunds.actp", "refunds.actp"),
          new Template("policies/refunds_test.actp", "refunds_test.actp"),
          new Template(".github/workflows/policies.yml", "workflow.yml"),
          new Template(".githooks/pre-commit", "pre-commit"),
          new Template(".pre-commit-config.yaml", "pre-commit-config.yaml"),
          new Template(".gitignore", "gitignore"));

  /** Whether it was written: what is there already is never touched, be it a broken link. */
  boolean writeInto(Path folder) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    try {
      Files.write(file, bytes(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException kept) {
      return false;
    }
    if (path.startsWith(".githooks/")) {
      makeExecutable(file);
    }
    return true;
  }

  private byte[] bytes() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Template.class.getResourceAsStream("init/" + resource))) {
      return in.readAllBytes();
    }
  }

  private static void makeExecutable(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
