package io.hecktor.verify;

import io.hecktor.ErrorCode;

/** The rules by which the platform imports an archive, in the order in which it asks. */
public enum UploadRule {
  READABLE(ErrorCode.UPLOAD_READABLE, "the archive can be read to its end"),
  MANIFEST(ErrorCode.UPLOAD_MANIFEST, "manifest.json is a regular file"),
  ONE_IMAGE(ErrorCode.UPLOAD_ONE_IMAGE, "the archive holds exactly one image"),
  CONFIG_PRESENT(ErrorCode.UPLOAD_CONFIG_PRESENT, "the config that manifest.json names is there"),
  CONFIG_NAME(ErrorCode.UPLOAD_CONFIG_NAME, "the config is named by its SHA-256"),
  CONFIG_DIGEST(ErrorCode.UPLOAD_CONFIG_DIGEST, "the config's content has that SHA-256"),
  USER(ErrorCode.UPLOAD_USER, "the user is not root"),
  ARCHITECTURE(ErrorCode.UPLOAD_ARCHITECTURE, "the image is for linux/amd64"),
  ENTRY_NAMES(ErrorCode.UPLOAD_ENTRY_NAMES, "names are plain, without links or duplicates"),
  LAYERS(ErrorCode.UPLOAD_LAYERS, "the layers are those that the config names"),
  LAYER_FORM(ErrorCode.UPLOAD_LAYER_FORM, "all layers are plain tars"),
  LAYER_SOURCES(ErrorCode.UPLOAD_LAYER_SOURCES, "manifest.json has no LayerSources"),
  ENVIRONMENT(ErrorCode.UPLOAD_ENVIRONMENT, "every environment entry has the form NAME=value"),
  COMMAND(ErrorCode.UPLOAD_COMMAND, "the image starts a command"),
  ARCHIVE_SIZE(ErrorCode.UPLOAD_ARCHIVE_SIZE, "the archive keeps to its limit"),
  UNPACKED_SIZE(ErrorCode.UPLOAD_UNPACKED_SIZE, "the unpacked archive fits the platform's disk"),
  ALREADY_UPLOADED(ErrorCode.UPLOAD_SEEN_BEFORE, "nobody has uploaded this very image before");

  private final ErrorCode code;
  private final String title;

  UploadRule(ErrorCode code, String title) {
    this.code = code;
    this.title = title;
  }

  /** What a breach is called in the catalogue. */
  public ErrorCode code() {
    return code;
  }

  /** The rule as a sentence's beginning. */
  public String title() {
    return title;
  }
}
