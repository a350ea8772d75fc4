package io.hecktor.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is done about native libraries.
 *
 * @param stripForeign whether those for other systems are left out of the image's jars
 * @param cuda where the libraries of CUDA come from, if the base has none
 */
public record Natives(boolean stripForeign, Optional<CudaJar> cuda) {

  /** Nothing is done. */
  public static Natives asTheyCome() {
    return new Natives(false, Optional.empty());
  }

  /**
   * A jar that holds libraries of CUDA.
   *
   * @param coordinates for people and records
   * @param file in the local repository
   * @param excluded names of libraries that are left out though something may ask for them
   */
  public record CudaJar(String coordinates, Path file, List<String> excluded) {

    /** Copies the list. */
    public CudaJar {
      excluded = List.copyOf(excluded);
    }
  }
}
