package io.hecktor.kubernetes;

import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import java.util.Optional;

/** Connects to clusters, where fabric8's client is there. */
public final class Clusters {

  /** The version that this plugin is compiled and tested with. */
  public static final String CLIENT_VERSION = "7.5.2";

  private static final String CLIENT = "io.fabric8.kubernetes.client.KubernetesClient";

  private Clusters() {}

  /**
   * Connects as {@code kubectl} does, by the same files and variables.
   *
   * @param context of the kubeconfig; its current one where none is named
   * @param namespace the context's where none is named
   * @throws HecktorException if the client is not there, or there is no such context
   */
  public static Cluster connect(Optional<String> context, Optional<String> namespace)
      throws HecktorException {
    if (!isThere(CLIENT)) {
      throw new ProjectException(missing());
    }
    return Fabric8Cluster.connect(context, namespace);
  }

  static boolean isThere(String type) {
    try {
      Class.forName(type, false, Clusters.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  static Problem missing() {
    return new Problem(
        ErrorCode.KUBERNETES_CLIENT_MISSING,
        "hecktor.executor is `kubernetes`, and the client for it is not there.",
        "Its 50 libraries would cost every start of Maven time, so only projects that use it bring"
            + " it along.",
        "Add to this plugin's `<plugin>` in the POM: `<dependencies><dependency>"
            + "<groupId>io.fabric8</groupId><artifactId>kubernetes-client</artifactId><version>"
            + CLIENT_VERSION
            + "</version></dependency></dependencies>`.");
  }
}
