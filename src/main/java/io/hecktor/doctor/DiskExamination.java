package io.hecktor.doctor;

import io.hecktor.ByteSize;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Whether there is room where goals write, and whether the file systems there do what they need.
 */
public final class DiskExamination implements Examination {

  /** Of other machines: slow for thousands of small files, with locks and owners of their own. */
  private static final Set<String> FOREIGN =
      Set.of(
          "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "drvfs", "afs", "fuse.sshfs", "virtiofs");

  private final List<Place> places;
  private final Path mountInfo;

  /**
   * Looks at some folders.
   *
   * @param places the cache first, then the folder that images are linked into from there
   * @param mountInfo such as {@code /proc/self/mountinfo}; need not exist
   */
  public DiskExamination(List<Place> places, Path mountInfo) {
    this.places = List.copyOf(places);
    this.mountInfo = mountInfo;
  }

  /**
   * A folder that goals write to.
   *
   * @param name what it is for
   * @param folder which need not exist
   * @param neededBytes about
   * @param words of it
   */
  public record Place(String name, Path folder, long neededBytes, Words words) {}

  /**
   * What people should know of a place.
   *
   * @param why where the need comes from
   * @param programs why programs have to be allowed there
   * @param remedy how to put it elsewhere
   */
  public record Words(String why, String programs, String remedy) {}

  @Override
  public String title() {
    return "Disk";
  }

  @Override
  public List<Remark> examine() throws IOException {
    MountTable mounts = MountTable.read(mountInfo);
    Map<FileStore, Long> needed = new HashMap<>();
    for (Place place : places) {
      needed.merge(Files.getFileStore(existing(place)), place.neededBytes(), Long::sum);
    }
    List<Remark> remarks = new ArrayList<>();
    for (Place place : places) {
      Optional<MountTable.Mount> mount = mounts.of(existing(place).toRealPath());
      remarks.add(room(place, needed, mount));
      mount.flatMap(its -> oddity(place, its)).ifPresent(remarks::add);
    }
    if (places.size() > 1) {
      linked(places.get(0), places.get(1)).ifPresent(remarks::add);
    }
    return remarks;
  }

  /** The place, or the folder above that it would be made in. */
  private static Path existing(Place place) {
    Path folder = place.folder().toAbsolutePath().normalize();
    while (!Files.isDirectory(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static Remark room(
      Place place, Map<FileStore, Long> needed, Optional<MountTable.Mount> mount)
      throws IOException {
    String folder = "`" + place.folder() + "`";
    Path existing = existing(place);
    if (!takesFiles(existing)) {
      return Remark.stop(place.name(), folder + " cannot be written to", place.words().remedy());
    }
    FileStore store = Files.getFileStore(existing);
    long free = store.getUsableSpace();
    long all = needed.getOrDefault(store, 0L);
    String type = mount.map(MountTable.Mount::type).orElse(store.type());
    String has = folder + " (" + type + "): " + ByteSize.format(free) + " free";
    String needs = "about " + ByteSize.format(place.neededBytes()) + " " + place.words().why();
    if (free >= all) {
      return Remark.ok(place.name(), has + ", " + needs);
    }
    String others =
        all > place.neededBytes() ? ", " + ByteSize.format(all) + " with what else is there" : "";
    return Remark.warning(
        place.name(), has + ", too little: " + needs + others, place.words().remedy());
  }

  /** Permissions tell little of what root may, or of a file system that is mounted read-only. */
  private static boolean takesFiles(Path folder) {
    Path file = folder.resolve(".hecktor-doctor-" + UUID.randomUUID());
    try {
      Files.createFile(file);
      Files.delete(file);
      return true;
    } catch (IOException e) {
      return false; // That is the answer.
    }
  }

  private static Optional<Remark> oddity(Place place, MountTable.Mount mount) {
    if (mount.options().contains("noexec")) {
      return Optional.of(
          Remark.warning(
              place.name(),
              "`" + mount.point() + "` is mounted noexec: " + place.words().programs(),
              place.words().remedy()));
    }
    return FOREIGN.contains(mount.type())
        ? Optional.of(
            Remark.warning(
                place.name(),
                "`"
                    + mount.point()
                    + "` is "
                    + mount.type()
                    + ": slow for many small files, and locks and owners may not do",
                place.words().remedy()))
        : Optional.empty();
  }

  private static Optional<Remark> linked(Place cache, Place target) {
    String name = "hard links";
    Path from = existing(cache).resolve(".hecktor-doctor-" + UUID.randomUUID());
    Path to = existing(target).resolve(from.getFileName() + "-link");
    try {
      Files.createFile(from);
      try {
        Files.createLink(to, from);
        Files.delete(to);
        return Optional.of(
            Remark.ok(name, "from cache to " + target.name() + ": nothing is copied"));
      } catch (IOException | UnsupportedOperationException e) {
        return Optional.of(
            Remark.warning(
                name,
                "none from cache to " + target.name() + ": layers are copied, which takes room",
                "Put both on one file system: " + cache.words().remedy()));
      } finally {
        Files.delete(from);
      }
    } catch (IOException e) {
      return Optional.empty(); // The cache cannot be written to, and a remark says so.
    }
  }
}
