package io.hecktor.describe;

import io.hecktor.layer.PackageFiles;
import io.hecktor.plan.BaseFiles;
import io.hecktor.plan.BaseImage;
import io.hecktor.plan.LayerFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a base's package databases tell.
 *
 * @param system what the base calls itself, where it does
 * @param packages sorted by name
 * @param unread databases that are there and were not read
 */
public record BasePackages(
    Optional<OsRelease> system, List<InstalledPackage> packages, Set<String> unread) {

  /** Copies the collections. */
  public BasePackages {
    packages = List.copyOf(packages);
    unread = java.util.Collections.unmodifiableSet(new TreeSet<>(unread));
  }

  /** Nothing is known. */
  public static BasePackages none() {
    return new BasePackages(Optional.empty(), List.of(), Set.of());
  }

  /**
   * Lays the files of all layers over each other: the uppermost database counts, and what an upper
   * layer removes is gone.
   *
   * @param files one per layer of the base, in its order
   */
  public static BasePackages of(BaseImage base, List<PackageFiles> files) {
    List<LayerFacts> layers = new ArrayList<>();
    Set<String> paths = new TreeSet<>();
    Set<String> unread = new TreeSet<>();
    for (int i = 0; i < files.size(); i++) {
      LayerFacts facts = base.facts().get(i);
      Map<String, String> texts = new TreeMap<>(files.get(i).texts());
      // Whatever is not read has no text, but must not be forgotten, nor outlive its removal.
      files.get(i).unread().forEach(path -> texts.put(path, ""));
      layers.add(
          new LayerFacts(facts.diffId(), facts.uncompressedSizeBytes(), facts.entries(), texts));
      paths.addAll(files.get(i).texts().keySet());
      unread.addAll(files.get(i).unread());
    }
    BaseFiles seen = new BaseFiles(layers);
    unread.removeIf(path -> seen.text("/" + path).filter(String::isEmpty).isEmpty());
    Optional<OsRelease> system =
        seen.text("/etc/os-release")
            .or(() -> seen.text("/usr/lib/os-release"))
            .map(OsRelease::parse);
    return new BasePackages(system, packages(seen, paths), unread);
  }

  private static List<InstalledPackage> packages(BaseFiles seen, Set<String> paths) {
    List<InstalledPackage> all = new ArrayList<>();
    for (String path : paths) {
      String text = seen.text("/" + path).orElse("");
      if (path.startsWith("var/lib/dpkg/")) {
        all.addAll(InstalledPackage.ofDpkg(text));
      } else if (path.endsWith("apk/db/installed")) {
        all.addAll(InstalledPackage.ofApk(text));
      }
    }
    return all.stream()
        .sorted(
            Comparator.comparing(InstalledPackage::name)
                .thenComparing(InstalledPackage::version)
                .thenComparing(InstalledPackage::architecture))
        .distinct()
        .toList();
  }
}
