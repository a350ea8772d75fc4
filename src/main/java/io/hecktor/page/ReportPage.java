package io.hecktor.page;

import io.hecktor.blob.AtomicFile;
import io.hecktor.oci.Digest;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code report.html}: all that is known of a project's images, for people. The page is one file;
 * its security policy forbids every script and every request. The same facts give the same bytes.
 */
public final class ReportPage {

  private final ReportFacts facts;

  private ReportPage(ReportFacts facts) {
    this.facts = facts;
  }

  /** Writes the file whole or not at all. */
  public static void write(ReportFacts facts, Path file) throws IOException {
    try (AtomicFile target = AtomicFile.at(file);
        Writer out =
            new BufferedWriter(new OutputStreamWriter(target.output(), StandardCharsets.UTF_8))) {
      write(facts, out);
      out.flush();
      target.commit();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Writes the page. */
  public static void write(ReportFacts facts, Appendable out) throws IOException {
    out.append("<!DOCTYPE html>\n");
    new ReportPage(facts).html().write(out);
  }

  private Html html() {
    return Html.of("html").attribute("lang", "en").add(head()).add(body());
  }

  private Html head() {
    String css = styles();
    return Html.of("head")
        .add(Html.of("meta").attribute("charset", "utf-8"))
        .add(
            Html.of("meta")
                .attribute("http-equiv", "Content-Security-Policy")
                .attribute("content", policy(css)))
        .add(meta("viewport", "width=device-width, initial-scale=1"))
        .add(meta("color-scheme", "light dark"))
        .add(meta("referrer", "no-referrer"))
        .add(meta("robots", "noindex"))
        .add(Html.of("title").text(title()))
        .add(Html.of("link").attribute("rel", "icon").attribute("href", "data:,"))
        .add(Html.styleSheet(css));
  }

  private static Html meta(String name, String content) {
    return Html.of("meta").attribute("name", name).attribute("content", content);
  }

  /** Nothing but this style sheet, and pictures that are in the page. */
  private static String policy(String css) {
    byte[] hash = HexFormat.of().parseHex(Digest.of(css.getBytes(StandardCharsets.UTF_8)).hex());
    return "default-src 'none'; img-src data:; style-src 'sha256-"
        + Base64.getEncoder().encodeToString(hash)
        + "'; base-uri 'none'; form-action 'none'";
  }

  private static String styles() {
    try (InputStream in =
        Objects.requireNonNull(ReportPage.class.getResourceAsStream("report.css"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String title() {
    return facts.project().isEmpty() ? "HECKTOR report" : facts.project() + ": HECKTOR report";
  }

  private Html body() {
    Html main = Html.of("main").add(summary());
    facts.tasks().forEach(task -> main.add(TaskSection.of(task, facts.catalogue())));
    return Html.of("body").add(header()).add(main).add(footer());
  }

  private Html header() {
    return Html.of("header")
        .styled("lead")
        .add(Html.of("div").add(Parts.heading("h1", title())).add(Html.of("p", "soft", subtitle())))
        .add(Summary.verdict(facts.tasks()));
  }

  /** By whose rules, and when something was found last. */
  private String subtitle() {
    Set<String> profiles = new TreeSet<>();
    List<Instant> times = new ArrayList<>();
    for (TaskFacts task : facts.tasks()) {
      task.image().ifPresent(image -> profiles.add(image.origin().profile()));
      task.run().ifPresent(run -> profiles.add(run.subject().profile()));
      task.run().ifPresent(run -> times.add(run.started()));
      task.archive().ifPresent(archive -> times.add(archive.saved()));
    }
    String rules = profiles.isEmpty() ? "" : "Rules of " + String.join(", ", profiles);
    String when =
        times.stream().max(Instant::compareTo).map(it -> ", " + Numbers.instant(it)).orElse("");
    String plugin = facts.plugin().isEmpty() ? "" : ", hecktor-maven-plugin " + facts.plugin();
    return rules + when + plugin;
  }

  private Html summary() {
    return Html.of("section").styled("panel").add(Summary.table(facts.tasks()));
  }

  private Html footer() {
    return Html.of("footer")
        .add(
            Html.of("p")
                .text(
                    "Written by hecktor-maven-plugin from the files beside it: report.json, image.json and sbom.cdx.json of"
                        + " each task. Times are UTC; sizes are 1024-based."));
  }
}
