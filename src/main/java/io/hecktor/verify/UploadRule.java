package io.hecktor.verify;

/** The rules by which the platform imports an archive, in the order in which it asks. */
public enum UploadRule {
  READABLE("the archive can be read to its end"),
  MANIFEST("manifest.json is a regular file"),
  ONE_IMAGE("the archive holds exactly one image"),
  CONFIG_PRESENT("the config that manifest.json names is there"),
  CONFIG_NAME("the config is named by its SHA-256"),
  CONFIG_DIGEST("the config's content has that SHA-256"),
  USER("the user is not root"),
  ARCHITECTURE("the image is for linux/amd64"),
  ENTRY_NAMES("names are plain, without links or duplicates"),
  LAYERS("the layers are those that the config names"),
  LAYER_FORM("all layers are plain tars"),
  LAYER_SOURCES("manifest.json has no LayerSources"),
  ENVIRONMENT("every environment entry has the form NAME=value"),
  COMMAND("the image starts a command"),
  ARCHIVE_SIZE("the archive keeps to its limit"),
  UNPACKED_SIZE("the unpacked archive fits the platform's disk"),
  ALREADY_UPLOADED("nobody has uploaded this very image before");

  private final String title;

  UploadRule(String title) {
    this.title = title;
  }

  /** The rule as a sentence's beginning. */
  public String title() {
    return title;
  }
}
