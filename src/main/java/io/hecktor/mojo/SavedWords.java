package io.hecktor.mojo;

import io.hecktor.ByteSize;
import io.hecktor.goal.SavedArchive;
import io.hecktor.goal.TestRunStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The end of {@code save}: what was written of each task, and what to do next. */
final class SavedWords {

  private final Path project;
  private final Colours colours;
  private final Invocation invocation;

  /**
   * Words for a project's user.
   *
   * @param project paths are named from here on
   */
  SavedWords(Path project, Colours colours, Invocation invocation) {
    this.project = project;
    this.colours = colours;
    this.invocation = invocation;
  }

  List<String> lines(List<SavedArchive> archives) {
    List<String> lines = new ArrayList<>(List.of(""));
    archives.forEach(archive -> add(archive, lines));
    if (!archives.isEmpty()) {
      lines.add("");
      lines.add(next(archives));
    }
    return lines;
  }

  private void add(SavedArchive archive, List<String> lines) {
    lines.add("Wrote " + plain(archive.file())); // Painted as every such line is.
    lines.add(
        String.format(
            Locale.ROOT,
            "  size     %s (%d bytes), %.1f %% of the %s that are allowed",
            ByteSize.format(archive.sizeBytes()),
            archive.sizeBytes(),
            archive.shareOfLimit() * 100,
            ByteSize.format(archive.standing().limitBytes())));
    lines.add("  sha256   " + archive.sha256().hex());
    lines.add("  image ID " + archive.imageId());
    lines.add("  test run " + verdict(archive.standing().testRun()));
    archive.model().ifPresent(model -> lines.add("  model    " + path(model) + ", uploaded apart"));
  }

  private String verdict(TestRunStatus status) {
    if (status.passed()) {
      return colours.success("passed") + " by this very image";
    } else if (status.failed()) {
      return colours.failure("failed") + " by this very image";
    }
    return colours.warning("none") + ": this image " + status.words();
  }

  private String next(List<SavedArchive> archives) {
    if (archives.stream().anyMatch(one -> one.standing().testRun().failed())) {
      return "Next, see why in " + path(archives.get(0).file().resolveSibling("report.html"));
    } else if (archives.stream().allMatch(one -> one.standing().testRun().passed())) {
      return "Next, upload "
          + (archives.size() == 1 ? "it" : "each")
          + " on grand-challenge.org, on the page of the task's algorithm, under Containers";
    }
    return "Next, before the upload: " + invocation.commandOnTheSame("test-run");
  }

  private String path(Path file) {
    return colours.strong(plain(file));
  }

  private String plain(Path file) {
    return project.relativize(file).toString().replace('\\', '/');
  }
}
