package io.hecktor.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a container gets so that its program finds the machine's GPU; every engine shows the same.
 *
 * @param way who sees to it
 * @param devices device nodes
 * @param files files and folders of the host, such as the driver's libraries
 * @param links symbolic links in the container, such as {@code libcuda.so.1}
 * @param environment set over the image's
 * @param libraryFolders where the loader has to look for the driver's libraries
 * @param groups that the program's user is to be in, where the engine can do that
 */
public record GpuAccess(
    Way way,
    List<Device> devices,
    List<HostFile> files,
    List<Link> links,
    Map<String, String> environment,
    List<String> libraryFolders,
    List<Integer> groups) {

  private static final String LOADER_PATH = "LD_LIBRARY_PATH";

  /** Who sees to it that the container has a GPU. */
  public enum Way {
    /** There is none. */
    NONE,
    /** What stands here is shown. */
    SHOWN,
    /** The engine finds out itself, as Docker does. */
    BY_ENGINE
  }

  /** Copies the collections; the environment keeps its order. */
  public GpuAccess {
    devices = List.copyOf(devices);
    files = List.copyOf(files);
    links = List.copyOf(links);
    environment = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    libraryFolders = List.copyOf(libraryFolders);
    groups = List.copyOf(groups);
  }

  /**
   * A device node.
   *
   * @param source on the host
   * @param target absolute in the container
   * @param mode permission bits, where they are to be others than the host's and can be
   * @param uid owner, where it is to be another one and can be
   * @param gid group, where it is to be another one and can be
   */
  public record Device(
      Path source, String target, OptionalInt mode, OptionalInt uid, OptionalInt gid) {

    /** A node as it is on the host. */
    public static Device of(Path source, String target) {
      return new Device(
          source, target, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
    }
  }

  /**
   * A file or folder.
   *
   * @param source on the host, without links
   * @param target absolute in the container
   * @param folder whether it is a folder
   * @param readOnly whether it can't be written
   * @param noexec whether nothing in it may be executed
   */
  public record HostFile(
      Path source, String target, boolean folder, boolean readOnly, boolean noexec) {}

  /**
   * A symbolic link.
   *
   * @param path absolute in the container
   * @param target as written
   */
  public record Link(String path, String target) {}

  /** No GPU. */
  public static GpuAccess none() {
    return empty(Way.NONE);
  }

  /** Whatever the engine finds. */
  public static GpuAccess byEngine() {
    return empty(Way.BY_ENGINE);
  }

  private static GpuAccess empty(Way way) {
    return new GpuAccess(way, List.of(), List.of(), List.of(), Map.of(), List.of(), List.of());
  }

  /** Whether the container has a GPU. */
  public boolean shown() {
    return way != Way.NONE;
  }

  /**
   * An environment with what is added for the GPU. The loader's folders come last: what the image
   * brings stays in front of what the driver brings.
   */
  public Map<String, String> in(Map<String, String> image) {
    Map<String, String> all = new LinkedHashMap<>(image);
    all.putAll(environment);
    if (!libraryFolders.isEmpty()) {
      String own = all.getOrDefault(LOADER_PATH, "");
      String added = String.join(":", libraryFolders);
      all.put(LOADER_PATH, own.isEmpty() ? added : own + ":" + added);
    }
    return all;
  }

  /** Places that a rootfs must have for it; devices lie in the container's own {@code /dev}. */
  public List<MountPoint> points() {
    List<MountPoint> points = new ArrayList<>();
    for (HostFile file : files) {
      if (!MountPlan.isBelow(file.target(), "/tmp") && !MountPlan.isBelow(file.target(), "/dev")) {
        points.add(
            file.folder() ? MountPoint.directory(file.target()) : MountPoint.file(file.target()));
      }
    }
    return points;
  }
}
