package io.hecktor.page;

import io.hecktor.ByteSize;
import io.hecktor.verify.Printable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is in an image, and how large that is. */
final class ImageSection {

  private static final int MOST_LICENCES = 12;

  /** Below that share of the limit the layers are drawn a second time among themselves. */
  private static final double SMALL = 0.25;

  private final ImageFacts image;
  private final Optional<ArchiveFacts> archive;

  private ImageSection(ImageFacts image, Optional<ArchiveFacts> archive) {
    this.image = image;
    this.archive = archive;
  }

  static Html of(ImageFacts image, Optional<ArchiveFacts> archive) {
    return new ImageSection(image, archive).html();
  }

  private Html html() {
    Html section = Html.of("div").add(Parts.heading("h3", "What is in the image"));
    long bytes = image.bytes();
    String size = ByteSize.format(bytes);
    if (image.archiveLimitBytes() > 0) {
      double share = bytes / (double) image.archiveLimitBytes();
      section.add(
          new LayerBar(
                  size
                      + " in "
                      + image.layers().size()
                      + " layers against the archive's limit of "
                      + ByteSize.format(image.archiveLimitBytes())
                      + " ("
                      + Numbers.percent(share)
                      + ")",
                  image.layers(),
                  image.archiveLimitBytes())
              .html());
      if (share < SMALL) {
        section.add(new LayerBar("The layers among themselves", image.layers(), bytes).html());
      }
    } else {
      section.add(new LayerBar(size + " in all layers", image.layers(), bytes).html());
    }
    section.add(layers());
    if (!image.largest().isEmpty()) {
      section.add(largest());
    }
    for (ImageFacts.Remark remark : image.remarks()) {
      section.add(
          Html.of("div")
              .styled("note")
              .add(Html.of("div", "head", remark.what()))
              .add(
                  remark.why().isEmpty() ? Html.of("span") : Words.into(Html.of("p"), remark.why()))
              .add(Words.into(Html.of("p").add(Html.of("strong").text("Fix: ")), remark.fix())));
    }
    section.add(Parts.heading("h3", "Made from")).add(origin());
    return section;
  }

  private Html layers() {
    Parts.Table table =
        new Parts.Table("Layers, the lowest first")
            .column("layer", "plain")
            .column("compressed", "number")
            .column("unpacked", "number")
            .column("share", "number")
            .column("digest", "words");
    List<ImageFacts.LayerSize> all = image.layers();
    long sum = Math.max(1, image.bytes());
    for (int i = 0; i < all.size(); i++) {
      ImageFacts.LayerSize layer = all.get(i);
      table.row(
          Html.of("span").add(key(i)).text((i + 1) + " " + Printable.line(layer.name(), 80)),
          Parts.text(ByteSize.format(layer.bytes())),
          Parts.text(ByteSize.format(layer.unpackedBytes())),
          Parts.text(Numbers.percent(layer.bytes() / (double) sum)),
          Html.of("span", "soft mono", shortened(layer.digest())));
    }
    return table.html();
  }

  private static String shortened(String digest) {
    return digest.length() > 23 ? digest.substring(0, 23) + "…" : digest;
  }

  private static Html key(int index) {
    return Html.of("svg")
        .styled("key")
        .attribute("viewBox", "0 0 26 10")
        .attribute("aria-hidden", "true")
        .add(
            Html.of("rect")
                .styled(LayerBar.style(index))
                .attribute("x", 0)
                .attribute("y", 0)
                .attribute("width", 26)
                .attribute("height", 10));
  }

  private Html largest() {
    Parts.Table table =
        new Parts.Table("The largest files of the image's own layers, unpacked")
            .column("file", "name")
            .column("layer", "plain")
            .column("size", "number");
    for (ImageFacts.FileSize file : image.largest()) {
      table.row(
          Parts.code(Printable.line(file.path(), 300)),
          Parts.text(file.layer()),
          Parts.text(ByteSize.format(file.bytes())));
    }
    return table.html();
  }

  private Html origin() {
    Parts.Facts facts =
        new Parts.Facts()
            .add("image ID", Parts.code(image.imageId()))
            .add("base", image.origin().base())
            .add("base, pinned", Parts.code(image.origin().pinned()))
            .add("Java", image.origin().java())
            .add("rules", image.origin().profile());
    archive.ifPresent(it -> facts.add("archive's SHA-256", Parts.code(it.sha256())));
    image
        .bill()
        .ifPresent(
            bill -> {
              facts.add("bill of materials", counts(bill.components(), MOST_LICENCES));
              facts.add("licences", counts(bill.licences(), MOST_LICENCES));
            });
    return facts.html();
  }

  private static String counts(Map<String, Integer> counts, int most) {
    List<String> words =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(entry -> entry.getValue() + " × " + Printable.line(entry.getKey(), 100))
            .toList();
    String shown = String.join(", ", words.subList(0, Math.min(most, words.size())));
    return words.size() > most ? shown + " and " + (words.size() - most) + " more" : shown;
  }
}
