package io.hecktor.cdi;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The CDI files of a machine. Of two folders the later one counts: {@code /var/run/cdi}, which is
 * made at each start, over {@code /etc/cdi}. Two files of one folder may not describe one device.
 */
public final class CdiRegistry {

  /** Where CDI files lie, the least first. */
  public static final List<Path> FOLDERS = List.of(Path.of("/etc/cdi"), Path.of("/var/run/cdi"));

  /** How NVIDIA's toolkit names its GPUs. */
  public static final String NVIDIA_GPU = "nvidia.com/gpu";

  private static final String ALL = "all";

  private final List<List<CdiSpec>> folders;
  private final List<Problem> spoilt;

  private CdiRegistry(List<List<CdiSpec>> folders, List<Problem> spoilt) {
    this.folders = folders;
    this.spoilt = spoilt;
  }

  /**
   * What a device needs, and which file says so.
   *
   * @param file that describes it
   * @param edits its own and those of all its file's devices
   */
  public record Found(Path file, ContainerEdits edits) {}

  /**
   * Reads all files.
   *
   * @param folders the least first; each need not exist
   */
  public static CdiRegistry read(List<Path> folders) {
    List<List<CdiSpec>> specs = new ArrayList<>();
    List<Problem> spoilt = new ArrayList<>();
    for (Path folder : folders) {
      List<CdiSpec> here = new ArrayList<>();
      for (Path file : files(folder, spoilt)) {
        try {
          here.add(CdiReader.read(file));
        } catch (IOException e) {
          spoilt.add(unreadable(file, e));
        }
      }
      specs.add(List.copyOf(here));
    }
    Collections.reverse(specs);
    return new CdiRegistry(List.copyOf(specs), List.copyOf(spoilt));
  }

  private static List<Path> files(Path folder, List<Problem> spoilt) {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, CdiReader::isNamedSo)) {
        all.forEach(files::add);
      } catch (IOException e) {
        spoilt.add(unreadable(folder, e));
      }
    }
    Collections.sort(files);
    return files;
  }

  private static Problem unreadable(Path file, IOException e) {
    String said = String.valueOf(e.getMessage());
    return new Problem(
        ErrorCode.CDI_UNREADABLE,
        "The CDI file `" + file + "` cannot be used: " + said + ".",
        "It would tell what a container needs to see the GPU.",
        "Make it anew with `sudo nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml`, or leave"
            + " the GPU out with `-Dhecktor.gpu=none`.");
  }

  /** Files that are there and could not be used. */
  public List<Problem> spoilt() {
    return spoilt;
  }

  /** The names of all devices that are described, such as {@code nvidia.com/gpu=0}. */
  public List<String> deviceNames() {
    return folders.stream()
        .flatMap(List::stream)
        .flatMap(spec -> spec.devices().stream().map(one -> spec.kind() + "=" + one.name()))
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * All devices of a kind: the one named {@code all}, or where there is none each of them.
   *
   * @throws EnvironmentException if two files of one folder both describe them
   */
  public Optional<Found> all(String kind) throws EnvironmentException {
    for (List<CdiSpec> folder : folders) {
      List<CdiSpec> named =
          folder.stream().filter(spec -> is(spec, kind) && spec.device(ALL).isPresent()).toList();
      if (named.size() > 1) {
        throw ambiguous(kind, named);
      }
      if (named.size() == 1) {
        CdiSpec spec = named.get(0);
        ContainerEdits own = spec.device(ALL).map(CdiDevice::edits).orElse(ContainerEdits.NONE);
        return Optional.of(new Found(spec.file(), spec.edits().and(own)));
      }
    }
    return folders.stream().flatMap(folder -> each(folder, kind).stream()).findFirst();
  }

  private static Optional<Found> each(List<CdiSpec> folder, String kind) {
    Optional<Found> found = Optional.empty();
    for (CdiSpec spec : folder) {
      if (is(spec, kind) && !spec.devices().isEmpty()) {
        ContainerEdits edits = spec.edits();
        for (CdiDevice device : spec.devices()) {
          edits = edits.and(device.edits());
        }
        ContainerEdits whole = edits;
        found =
            Optional.of(
                found
                    .map(first -> new Found(first.file(), first.edits().and(whole)))
                    .orElse(new Found(spec.file(), whole)));
      }
    }
    return found;
  }

  private static boolean is(CdiSpec spec, String kind) {
    return spec.kind().equals(kind);
  }

  private static EnvironmentException ambiguous(String kind, List<CdiSpec> specs) {
    return new EnvironmentException(
        new Problem(
            ErrorCode.CDI_AMBIGUOUS,
            "`"
                + specs.get(0).file()
                + "` and `"
                + specs.get(1).file()
                + "` both describe `"
                + kind
                + "=all`.",
            "Which of the two holds is not known, and by CDI's rules none does.",
            "Remove one of them; the toolkit's service keeps the one in /var/run/cdi, or"
                + " `-Dhecktor.cdi` names a folder with one file."));
  }
}
