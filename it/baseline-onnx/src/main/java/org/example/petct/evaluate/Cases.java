package org.example.petct.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.example.petct.InferenceException;

/** Folders with cases. */
public record Cases(List<Path> folders) {

  /** Something that a case's folder gives. */
  @FunctionalInterface
  public interface Step<T> {

    /** Works on a folder; other threads work on others. */
    T of(Path folder) throws InferenceException, IOException;
  }

  /** All folders in a folder, by name. */
  public static Cases in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new Cases(files.filter(Files::isDirectory).sorted().toList());
    }
  }

  /**
   * Works on as many cases at once as there are processors; the results come in the cases' order,
   * each as soon as it is there.
   *
   * @throws InferenceException if a step does; the rest is then given up
   */
  public <T> void each(Step<T> step, Consumer<T> results) throws InferenceException {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<T>> futures =
          folders.stream()
              .map(folder -> threads.submit((Callable<T>) () -> step.of(folder)))
              .toList();
      for (Future<T> future : futures) {
        results.accept(future.get());
      }
    } catch (ExecutionException e) {
      throw new InferenceException(
          "A case could not be judged (" + e.getCause().getMessage() + ")", "Look at it alone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InferenceException("The evaluation was interrupted", "Start it again");
    } finally {
      threads.shutdownNow();
    }
  }
}
