package org.example.petct.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.example.petct.InferenceException;
import org.example.petct.image.MetaImage;
import org.example.petct.image.MetaImageReader;

/**
 * The two images that every case has.
 *
 * @param ct Hounsfield units
 * @param pet standardised uptake values (SUV, body weight), usually on another grid than the CT
 */
public record CaseImages(MetaImage ct, MetaImage pet) {

  /** Reads {@code images/ct} and {@code images/pet}; other folders there are left alone. */
  public static CaseImages read(Path input, Consumer<String> progress) throws InferenceException {
    MetaImage ct = MetaImageReader.read(only(input.resolve("images/ct")));
    progress.accept("Read the CT: " + ct.grid().describe());
    MetaImage pet = MetaImageReader.read(only(input.resolve("images/pet")));
    progress.accept("Read the PET: " + pet.grid().describe());
    return new CaseImages(ct, pet);
  }

  /** Tells whether both have a depth; the platform's placeholders are single voxels. */
  public boolean areVolumes() {
    return ct.isVolume() && pet.isVolume();
  }

  /** Finds the folder's one {@code .mha} file, whatever its name is. */
  private static Path only(Path folder) throws InferenceException {
    List<Path> images = images(folder);
    if (images.size() != 1) {
      throw new InferenceException(
          folder,
          "holds " + images.size() + " .mha files where one is expected",
          "Put the case's one image there");
    }
    return images.get(0);
  }

  private static List<Path> images(Path folder) throws InferenceException {
    // Not Files.walk, which does not enter a folder that is a link, as the platform's input is.
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(CaseImages::isImage).sorted().toList();
    } catch (IOException e) {
      throw new InferenceException(
          folder, "cannot be listed", "Check that the case has this folder", e);
    }
  }

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".mha") && !name.startsWith(".") && Files.isRegularFile(file);
  }
}
