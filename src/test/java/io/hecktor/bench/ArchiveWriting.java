package io.hecktor.bench;

import io.hecktor.Progress;
import io.hecktor.archive.DockerArchiveWriter;
import io.hecktor.archive.ImageLayout;
import io.hecktor.blob.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Times the writing of an archive alone, digests verified on the way, and prints the median in
 * seconds. Arguments: an image layout, a file to write, how many runs.
 */
public final class ArchiveWriting {

  private ArchiveWriting() {}

  /** Runs once more than asked for; the first run warms up and does not count. */
  public static void main(String[] arguments) throws IOException {
    Path target = Path.of(arguments[1]);
    int runs = Integer.parseInt(arguments[2]);
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i <= runs; i++) {
      Files.deleteIfExists(target);
      double run = time(new ImageLayout(Path.of(arguments[0])), target);
      if (i > 0) {
        seconds.add(run);
      }
    }
    Files.deleteIfExists(target);
    Collections.sort(seconds);
    System.out.printf("%.2f%n", seconds.get(runs / 2));
  }

  private static double time(ImageLayout layout, Path target) throws IOException {
    long start = System.nanoTime();
    try (AtomicFile file = AtomicFile.at(target);
        Progress.Work work = Progress.silent().begin("", Progress.UNKNOWN)) {
      new DockerArchiveWriter(layout, layout.read(), "bench:latest", Instant.EPOCH)
          .write(file, work);
      file.commit();
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
