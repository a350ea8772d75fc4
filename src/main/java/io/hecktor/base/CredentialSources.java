package io.hecktor.base;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where logins are looked for, in this order.
 *
 * @param servers logins of Maven's settings by {@code <server>} ID: a registry's host, with its
 *     port where it has one
 * @param dockerConfigs Docker's {@code config.json} and {@code .dockercfg}, Podman's {@code
 *     auth.json}; those that do not exist are passed over
 * @param programFolders where credential helpers are installed, as on {@code PATH}
 */
public record CredentialSources(
    Map<String, RegistryLogin> servers, List<Path> dockerConfigs, List<Path> programFolders) {

  /** Copies the collections. */
  public CredentialSources {
    servers = Map.copyOf(servers);
    dockerConfigs = List.copyOf(dockerConfigs);
    programFolders = List.copyOf(programFolders);
  }
}
