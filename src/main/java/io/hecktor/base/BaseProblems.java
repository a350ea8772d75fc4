package io.hecktor.base;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import io.hecktor.blob.DigestMismatchException;
import io.hecktor.oci.Platform;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.util.Collection;

/**
 * What can be wrong with a base that lies on the disk, in the user's words.
 *
 * @param reference the base as the user wrote it
 */
record BaseProblems(String reference) {

  private static final String PARAMETER = "`<base>` (`-Dhecktor.base`)";

  private String base() {
    return "the base `" + reference + "`";
  }

  ProjectException missing(String kind, String advice) {
    return project(
        ErrorCode.BASE_MISSING,
        "The base `" + reference + "` does not exist.",
        PARAMETER + " names " + kind + " that the image is built upon, and none is there.",
        advice);
  }

  ProjectException unreadable(IOException cause) {
    return new ProjectException(
        new Problem(
            ErrorCode.BASE_UNREADABLE,
            "The base `" + reference + "` cannot be read.",
            PARAMETER + " must name something that the user who builds may read.",
            "Check its permissions with `ls -l`, or name another base."),
        cause);
  }

  ProjectException notAnImage(String seen, String advice) {
    return project(
        ErrorCode.BASE_NOT_AN_IMAGE,
        "The base `" + reference + "` holds no image: " + seen + ".",
        PARAMETER + " takes archives as `docker save` and OCI tools write them, and image layouts.",
        advice);
  }

  ProjectException absent(String part, String namedBy) {
    return project(
        ErrorCode.BASE_INCOMPLETE,
        "`" + part + "` is missing from " + base() + ", though `" + namedBy + "` names it.",
        "An image can only be built upon a base that is whole.",
        "Save the base again, and copy all of it.");
  }

  ProjectException damaged(String part, IOException cause) {
    return new ProjectException(
        new Problem(
            ErrorCode.BASE_DAMAGED,
            "`" + part + "` of " + base() + " is damaged or cut short.",
            "It cannot be read to its end, and nothing of it was kept.",
            "Copy or save the base again and compare with `sha256sum`."),
        cause);
  }

  ProjectException mismatch(DigestMismatchException e) {
    return new ProjectException(
        new Problem(
            ErrorCode.BASE_MISMATCH,
            "`%s` of %s should be %s but is %s."
                .formatted(e.name(), base(), e.expected(), e.actual()),
            "Its bytes are not those that the image was made of, and nothing of it was kept.",
            "Copy or save the base again and compare with `sha256sum`."),
        e);
  }

  ProjectException largeFilePointer(String part) {
    return project(
        ErrorCode.BASE_LFS_POINTER,
        "`" + part + "` of " + base() + " is a pointer of git-lfs and not the file itself.",
        "The repository was cloned without its large files.",
        "Fetch them with `git lfs pull`.");
  }

  ProjectException severalImages(Collection<String> names) {
    return project(
        ErrorCode.BASE_SEVERAL_IMAGES,
        "The base `" + reference + "` holds " + names.size() + " images: " + join(names) + ".",
        "Which of them " + PARAMETER + " means cannot be told.",
        "Save only one, as in `docker save -o base.tar " + names.iterator().next() + "`.");
  }

  ProjectException wrongPlatform(Collection<Platform> found) {
    String platforms = join(found.stream().map(BaseProblems::describe).distinct().toList());
    return project(
        ErrorCode.BASE_WRONG_PLATFORM,
        "The base `" + reference + "` is for " + platforms + ".",
        "The challenge runs " + Platform.LINUX_AMD64 + " and nothing else.",
        "Save the right one, after `docker pull --platform " + Platform.LINUX_AMD64 + " IMAGE`.");
  }

  private static String describe(Platform platform) {
    return platform.architecture().isEmpty() ? "a platform that it does not name" : "" + platform;
  }

  ProjectException contradiction(String manifest, int layers, int diffIds) {
    return project(
        ErrorCode.BASE_CONTRADICTORY,
        "`%s` of %s lists %d layers, but the image's config has %d."
            .formatted(manifest, base(), layers, diffIds),
        "Both must tell of the same layers, one by one.",
        "Save the base again with another tool, such as `skopeo copy`.");
  }

  ProjectException tooLarge(String part, String limit) {
    return project(
        ErrorCode.BASE_DOCUMENT_TOO_LARGE,
        "`" + part + "` of " + base() + " is larger than " + limit + ".",
        "No image has documents of that size, and they are held in memory.",
        "Name an archive or a layout of an image in " + PARAMETER + ".");
  }

  ProjectException changed() {
    return project(
        ErrorCode.BASE_CHANGED,
        "The base `" + reference + "` changed while it was read.",
        "What was read may be neither the old one nor the new one.",
        "Run the same command again once nothing writes to it.");
  }

  /** A failure while something of the base was read into the store. */
  HecktorException ofReading(String part, IOException e) {
    if (e instanceof DigestMismatchException mismatch) {
      return mismatch(mismatch);
    }
    boolean ours =
        e instanceof FileSystemException
            || e instanceof InterruptedIOException
            || e instanceof ClosedByInterruptException;
    return ours ? ofCache(e) : damaged(part, e);
  }

  /** A failure of the store itself. */
  EnvironmentException ofCache(IOException e) {
    return new EnvironmentException(
        new Problem(
            ErrorCode.CACHE_REFUSES_BASE,
            "The cache could not take the base `" + reference + "`.",
            "The disk may be full, the folder write-protected, or the build was interrupted.",
            "Make room with `df -h` in view, or name another folder: `-Dhecktor.cache=FOLDER`."),
        e);
  }

  private static ProjectException project(ErrorCode code, String what, String why, String fix) {
    return new ProjectException(new Problem(code, what, why, fix));
  }

  private static String join(Collection<String> names) {
    return String.join(", ", names);
  }
}
