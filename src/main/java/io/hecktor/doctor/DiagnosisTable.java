package io.hecktor.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A diagnosis for a person with ten seconds: a line each, what to do below what needs it. */
public final class DiagnosisTable {

  private final Diagnosis diagnosis;
  private final boolean ascii;
  private final int subjectWidth;

  /**
   * A table of a diagnosis.
   *
   * @param ascii whether to keep to ASCII, for consoles without UTF-8
   */
  public DiagnosisTable(Diagnosis diagnosis, boolean ascii) {
    this.diagnosis = diagnosis;
    this.ascii = ascii;
    this.subjectWidth =
        diagnosis.chapters().stream()
            .flatMap(chapter -> chapter.remarks().stream())
            .mapToInt(remark -> remark.subject().length())
            .max()
            .orElse(0);
  }

  /** The table's lines. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Chapter chapter : diagnosis.chapters()) {
      lines.add(plain(chapter.title()));
      chapter.remarks().forEach(remark -> add(lines, remark));
    }
    lines.add(plain(sums()));
    return List.copyOf(lines);
  }

  private void add(List<String> lines, Remark remark) {
    String word = remark.state().word();
    lines.add(
        plain(
            String.format(
                Locale.ROOT,
                "  %-7s  %-" + Math.max(1, subjectWidth) + "s  %s",
                remark.stops() ? word.toUpperCase(Locale.ROOT) : word,
                remark.subject(),
                remark.found())));
    if (!remark.remedy().isEmpty()) {
      lines.add(plain(" ".repeat(subjectWidth + 13) + remark.remedy()));
    }
  }

  private String sums() {
    StringBuilder sums = new StringBuilder();
    for (State state : State.values()) {
      long count = diagnosis.count(state);
      if (count > 0) {
        sums.append(sums.isEmpty() ? "" : ", ").append(count).append(' ').append(state.word());
      }
    }
    String verdict =
        diagnosis.stops().isEmpty()
            ? "images can be built and saved here."
            : "images can NOT be built and saved here.";
    return sums + ": " + verdict;
  }

  private String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || (ascii && c > 126)) {
        plain.append(c == '…' ? "..." : "?");
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
