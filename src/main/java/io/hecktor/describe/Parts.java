package io.hecktor.describe;

import io.hecktor.oci.Digest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.OrganizationalEntity;
import org.cyclonedx.model.Property;
import org.cyclonedx.util.LicenseResolver;

/** The small parts of a bill of materials. */
final class Parts {

  private static final LicenseResolver.LicenseTextSettings NO_TEXT =
      new LicenseResolver.LicenseTextSettings(false, LicenseResolver.LicenseEncoding.NONE);

  private Parts() {}

  static Component component(Component.Type type, String ref, String name) {
    Component component = new Component();
    component.setType(type);
    component.setBomRef(ref);
    component.setName(name);
    return component;
  }

  static Component file(String ref, String name, Digest sha256) {
    Component file = component(Component.Type.FILE, ref, name);
    file.addHash(hash(sha256));
    return file;
  }

  static Hash hash(Digest sha256) {
    return new Hash(Hash.Algorithm.SHA_256, sha256.hex());
  }

  /** Properties of ours have a prefix of ours, as the specification asks. */
  static void property(Component component, String name, String value) {
    if (!value.isEmpty()) {
      Property property = new Property();
      property.setName("hecktor:" + name);
      property.setValue(value);
      component.addProperty(property);
    }
  }

  static OrganizationalEntity named(String name) {
    OrganizationalEntity entity = new OrganizationalEntity();
    entity.setName(name);
    return entity;
  }

  /** By SPDX's names where they are known, else as the POM says it. */
  static Optional<LicenseChoice> licences(List<Licence> licences) {
    LicenseChoice all = new LicenseChoice();
    for (Licence licence : licences) {
      List<License> known = resolved(licence.name());
      if (!known.isEmpty()) {
        known.forEach(all::addLicense);
      } else if (!licence.name().isBlank()) {
        License plain = new License();
        plain.setName(licence.name().strip());
        url(licence.url()).ifPresent(plain::setUrl);
        all.addLicense(plain);
      }
    }
    return all.getLicenses() == null || all.getLicenses().isEmpty()
        ? Optional.empty()
        : Optional.of(all);
  }

  private static List<License> resolved(String name) {
    LicenseChoice choice = name.isBlank() ? null : LicenseResolver.resolve(name.strip(), NO_TEXT);
    return choice == null || choice.getLicenses() == null ? List.of() : choice.getLicenses();
  }

  private static Optional<String> url(String text) {
    try {
      URI uri = new URI(text.strip());
      return uri.isAbsolute() ? Optional.of(uri.toString()) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
