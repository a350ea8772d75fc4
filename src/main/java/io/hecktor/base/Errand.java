package io.hecktor.base;

/**
 * What a registry is asked for, in the words of messages.
 *
 * @param doing such as {@code pulling}
 * @param image what is pulled or pushed, such as {@code base}
 * @param parameter the one that names the registry
 * @param scope what a token has to allow, such as {@code pull}
 */
record Errand(String doing, String image, String parameter, String scope) {

  /** A base is brought here. */
  static final Errand PULL = new Errand("pulling", "base", "`<base>` (`-Dhecktor.base`)", "pull");

  /** An image is brought there. */
  static final Errand PUSH =
      new Errand(
          "pushing",
          "image",
          "`<kubernetesRepository>` (`-Dhecktor.kubernetesRepository`)",
          "pull,push");
}
