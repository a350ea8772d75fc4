package io.hecktor.page;

import io.hecktor.picture.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A mask's picture: CT above, PET below, each label's outline on both. */
final class Pictures {

  private static final int STYLES = 6;

  private final Picture picture;
  private final String caseName;

  private Pictures(Picture picture, String caseName) {
    this.picture = picture;
    this.caseName = caseName;
  }

  static Html of(Picture picture, String caseName) {
    return new Pictures(picture, caseName).html();
  }

  private Html html() {
    Html section = Html.of("div").add(Parts.heading("h4", "The mask on the scans"));
    if (!picture.labels().isEmpty()) {
      section.add(legend());
    }
    if (!picture.views().isEmpty()) {
      section.add(Html.of("div").styled("views").addAll(figures()));
    }
    for (String remark : picture.remarks()) {
      section.add(Html.of("p", "note quiet", remark));
    }
    return section;
  }

  private int style(int label) {
    for (int i = 0; i < picture.labels().size(); i++) {
      if (picture.labels().get(i).value() == label) {
        return i % STYLES;
      }
    }
    return 0;
  }

  private Html legend() {
    Html list = Html.of("ul").styled("legend");
    for (Picture.Label label : picture.labels()) {
      Html line =
          Html.of("svg")
              .attribute("viewBox", "0 0 35 14")
              .attribute("aria-hidden", "true")
              .add(Html.of("path").styled("o" + style(label.value())).attribute("d", "M3 7h29"));
      list.add(
          Html.of("li")
              .add(line)
              .text(
                  String.format(
                      Locale.ROOT,
                      "label %d: %.1f ml, %,d voxels",
                      label.value(),
                      label.millilitres(),
                      label.voxels())));
    }
    return list;
  }

  /** A row of planes for each scan; only the outlines where there is none. */
  private List<Html> figures() {
    List<Html> figures = new ArrayList<>();
    List<Picture.Modality> modalities =
        picture.views().get(0).scans().stream().map(Picture.Scan::modality).toList();
    if (modalities.isEmpty()) {
      picture.views().forEach(view -> figures.add(figure(view, List.of(), "outlines alone")));
    }
    for (Picture.Modality modality : modalities) {
      for (Picture.View view : picture.views()) {
        List<Picture.Scan> shown =
            view.scans().stream().filter(scan -> scan.modality() == modality).toList();
        if (!shown.isEmpty()) {
          figures.add(figure(view, shown, shown.get(0).shown()));
        }
      }
    }
    return figures;
  }

  private Html figure(Picture.View view, List<Picture.Scan> scans, String shown) {
    String where = view.plane().key() + ", slice " + (view.slice() + 1) + " of " + view.slices();
    boolean paper = scans.isEmpty() || scans.get(0).modality() == Picture.Modality.PET;
    Html svg =
        Html.of("svg")
            .styled(paper ? "paper" : "scan")
            .attribute(
                "viewBox",
                "0 0 " + Numbers.plain(view.width()) + " " + Numbers.plain(view.height()))
            .attribute("role", "img")
            .attribute("aria-label", "Case " + caseName + ", " + where + "; " + shown + seen(view));
    for (Picture.Scan scan : scans) {
      svg.add(
          Html.of("image")
              .attribute("x", scan.frame().x())
              .attribute("y", scan.frame().y())
              .attribute("width", scan.frame().width())
              .attribute("height", scan.frame().height())
              .attribute("preserveAspectRatio", "none")
              .attribute("href", "data:image/png;base64," + scan.png()));
    }
    Html grid =
        Html.of("g")
            .attribute(
                "transform",
                "scale(" + exact(view.voxelWidth()) + " " + exact(view.voxelHeight()) + ")");
    for (Picture.Outline outline : view.outlines()) {
      grid.add(Html.of("path").styled("halo").attribute("d", outline.path()))
          .add(Html.of("path").styled("o" + style(outline.label())).attribute("d", outline.path()));
    }
    return Html.of("figure")
        .add(svg.add(grid))
        .add(Html.of("figcaption", "small", where + ". " + shown + "."));
  }

  private static String seen(Picture.View view) {
    return view.outlines().isEmpty()
        ? "; no label in this slice"
        : view.outlines().stream()
            .map(outline -> String.valueOf(outline.label()))
            .collect(Collectors.joining(", ", "; outlined: label ", ""));
  }

  private static String exact(double millimetres) {
    return String.format(Locale.ROOT, "%.6f", millimetres);
  }
}
