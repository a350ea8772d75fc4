package io.hecktor.page;

import io.hecktor.ByteSize;
import io.hecktor.verify.Printable;

/** The archive, and what the platform's import will say to it. */
final class ArchiveSection {

  private ArchiveSection() {}

  static Html of(ArchiveFacts archive, boolean ofAnotherImage) {
    Html section = Html.of("div").add(Parts.heading("h3", "The archive to upload"));
    if (ofAnotherImage) {
      section.add(
          Html.of(
              "p",
              "note",
              "The image has changed since: the archive holds an older one. Run mvn hecktor:save."));
    }
    section.add(
        new Parts.Facts()
            .add("file", Parts.code(archive.name()))
            .add("size", ByteSize.format(archive.bytes()) + " (" + archive.bytes() + " bytes)")
            .add("SHA-256", Parts.code(archive.sha256()))
            .add("image ID", Parts.code(archive.imageId()))
            .add("saved", Numbers.instant(archive.saved()))
            .html());
    Parts.Table table =
        new Parts.Table("The platform's import rules, as the written archive was judged by them")
            .column("rule", "words")
            .column("outcome", "plain")
            .column("seen", "words");
    for (ArchiveFacts.Finding finding : archive.findings()) {
      String fix = finding.fix().isEmpty() ? "" : " " + finding.fix();
      table.row(
          Parts.text(finding.rule()),
          badge(finding.outcome()),
          Html.of("span", "soft", Printable.line(finding.observed() + fix, 1000)));
    }
    return section.add(table.html());
  }

  private static Html badge(ArchiveFacts.Outcome outcome) {
    return switch (outcome) {
      case KEPT -> Parts.Mark.PASSED.badge("kept");
      case NOTED -> Parts.Mark.WARNED.badge("look at it");
      case BROKEN -> Parts.Mark.FAILED.badge("broken");
      case NOT_CHECKED -> Parts.Mark.OPEN.badge("not checked");
    };
  }
}
