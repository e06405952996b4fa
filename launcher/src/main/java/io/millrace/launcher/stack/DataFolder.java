package io.millrace.launcher.stack;

import io.millrace.launcher.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that a stack keeps its logs, checkpoints and models in; removed at the end unless
 * kept.
 */
public final class DataFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

  private final Path root;
  private final boolean keep;

  private DataFolder(Path root, boolean keep) {
    this.root = root;
    this.keep = keep;
  }

  /**
   * Makes the folder.
   *
   * @param wanted where, an empty or missing folder; null means a new one among temporary files
   * @param keep whether it stays when this is closed
   * @throws UserError where the folder cannot be made or holds something already
   */
  public static DataFolder open(Path wanted, boolean keep) {
    try {
      if (wanted == null) {
        return new DataFolder(Files.createTempDirectory("millrace-"), keep);
      }
      Path root = Files.createDirectories(wanted.toAbsolutePath().normalize());
      try (DirectoryStream<Path> children = Files.newDirectoryStream(root)) {
        if (children.iterator().hasNext()) {
          throw new UserError("the data folder must be empty or missing, data=" + wanted);
        }
      }
      return new DataFolder(root, keep);
    } catch (IOException e) {
      throw new UserError("the data folder cannot be made, data=" + wanted + ": " + e.getMessage());
    }
  }

  public Path root() {
    return root;
  }

  /** A sub-folder, made if it is missing. */
  public Path folder(String name) {
    try {
      return Files.createDirectories(root.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder, folder=" + root.resolve(name), e);
    }
  }

  public boolean kept() {
    return keep;
  }

  /** Removes the folder unless it is to be kept; a second call does nothing. */
  @Override
  public void close() {
    if (keep) {
      return;
    }
    try {
      Files.walkFileTree(root, new Remover());
    } catch (IOException e) {
      LOG.warn("cannot remove the data folder, folder={}", root, e);
    }
  }

  /** Removes all it visits; what another thread removed first is no failure. */
  private static final class Remover extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
      if (e != null) {
        throw e;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
