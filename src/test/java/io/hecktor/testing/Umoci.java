package io.hecktor.testing;

import java.nio.file.Path;

/**
 * The program umoci, at work on one OCI image layout. Times in what it writes are fixed, so that
 * the same layers give the same digests.
 *
 * @param layout the folder of the layout
 */
public record Umoci(Path layout) {

  private static final String CREATED = "2024-04-01T00:00:00Z";

  /** Makes an empty layout in a folder that doesn't exist yet. */
  public static Umoci create(Path layout) {
    RealTool.UMOCI.command("init", "--layout", layout).succeed();
    return new Umoci(layout);
  }

  /** Adds an empty image of that tag. */
  public void newImage(String tag) {
    RealTool.UMOCI.command("new", "--image", image(tag)).succeed();
  }

  /** Adds a plain tar as the image's top layer; umoci gzips it. */
  public void addLayer(String tag, Path tar) {
    RealTool.UMOCI
        .command("raw", "add-layer", "--image", image(tag))
        .with("--history.created", CREATED, "--history.created_by", tar.getFileName(), tar)
        .succeed();
  }

  /** Changes the image's config with options of {@code umoci config}, under the same tag. */
  public void configure(String tag, Object... options) {
    configureAs(tag, tag, options);
  }

  /** Changes the image's config with options of {@code umoci config}, under another tag. */
  public void configureAs(String tag, String newTag, Object... options) {
    RealTool.UMOCI
        .command("config", "--image", image(tag), "--tag", newTag, "--created", CREATED)
        .with("--history.created", CREATED, "--history.created_by", "umoci config")
        .with(options)
        .succeed();
  }

  /** Unpacks the image into an OCI bundle: {@code rootfs/} and {@code config.json}. */
  public Path unpack(String tag, Path bundle) {
    RealTool.UMOCI.command("unpack", "--image", image(tag), bundle).succeed();
    return bundle;
  }

  private String image(String tag) {
    return layout + ":" + tag;
  }
}
