package io.hecktor.verify;

/** What came of one of the platform's import rules. */
public sealed interface UploadFinding {

  /** The rule. */
  UploadRule rule();

  /** Whether the platform would refuse or silently drop the archive. */
  default boolean blocksUpload() {
    return false;
  }

  /**
   * The rule was kept.
   *
   * @param observed what was seen
   */
  record Passed(UploadRule rule, String observed) implements UploadFinding {}

  /**
   * The rule was broken.
   *
   * @param observed what was seen
   * @param platformSays the platform's own words, or what its user sees instead
   * @param fix what to do
   */
  record Failed(UploadRule rule, String observed, String platformSays, String fix)
      implements UploadFinding {
    @Override
    public boolean blocksUpload() {
      return true;
    }
  }

  /**
   * Accepted, and yet to be looked at.
   *
   * @param observed what was seen
   * @param fix what to do
   */
  record Noted(UploadRule rule, String observed, String fix) implements UploadFinding {}

  /**
   * Cannot be known on this machine.
   *
   * @param reason why not
   */
  record NotChecked(UploadRule rule, String reason) implements UploadFinding {}
}
