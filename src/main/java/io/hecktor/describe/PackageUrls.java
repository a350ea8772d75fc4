package io.hecktor.describe;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import com.github.packageurl.PackageURLBuilder;
import io.hecktor.plan.Coordinates;
import io.hecktor.plan.ImageName;
import java.util.Optional;

/**
 * Package URLs of what images are made from.
 *
 * @see <a href="https://github.com/package-url/purl-spec/blob/main/PURL-TYPES.rst">purl types</a>
 */
final class PackageUrls {

  private PackageUrls() {}

  static Optional<String> maven(Coordinates artifact) {
    PackageURLBuilder url =
        PackageURLBuilder.aPackageURL()
            .withType("maven")
            .withNamespace(artifact.groupId())
            .withName(artifact.artifactId())
            .withVersion(artifact.version())
            .withQualifier("type", artifact.type());
    if (!artifact.classifier().isEmpty()) {
      url.withQualifier("classifier", artifact.classifier());
    }
    return text(url);
  }

  static Optional<String> installed(InstalledPackage one, Optional<OsRelease> system) {
    String id = system.map(OsRelease::id).orElse("linux");
    PackageURLBuilder url =
        PackageURLBuilder.aPackageURL()
            .withType(one.manager())
            .withNamespace(id)
            .withName(one.name())
            .withVersion(one.version());
    if (!one.architecture().isEmpty()) {
      url.withQualifier("arch", one.architecture());
    }
    system
        .filter(os -> !os.version().isEmpty())
        .ifPresent(os -> url.withQualifier("distro", os.id() + "-" + os.version()));
    return text(url);
  }

  static Optional<String> image(ImageName image) {
    String place = image.registry() + "/" + image.repository();
    PackageURLBuilder url =
        PackageURLBuilder.aPackageURL()
            .withType("oci")
            .withName(place.substring(place.lastIndexOf('/') + 1))
            .withQualifier("arch", "amd64")
            .withQualifier("repository_url", place);
    image.digest().ifPresent(digest -> url.withVersion(digest.toString()));
    image.tag().ifPresent(tag -> url.withQualifier("tag", tag));
    return text(url);
  }

  /** What a name of a hostile package cannot be made into is left out. */
  private static Optional<String> text(PackageURLBuilder url) {
    try {
      PackageURL built = url.build();
      return Optional.of(built.canonicalize());
    } catch (MalformedPackageURLException e) {
      return Optional.empty();
    }
  }
}
