package io.hecktor.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hecktor.ErrorCode;
import io.hecktor.verify.CaseFacts;
import io.hecktor.verify.RunFinding;
import io.hecktor.verify.RunRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link ReportPage}. */
final class ReportPageTest {

  @TempDir private Path folder;

  private String page(ReportFacts facts) throws IOException {
    StringBuilder text = new StringBuilder();
    ReportPage.write(facts, text);
    return text.toString();
  }

  private Document failing() throws IOException {
    return Jsoup.parse(page(PageFixture.failing(folder)));
  }

  @Test
  void isWellFormed() throws IOException {
    Parser parser = Parser.htmlParser().setTrackErrors(100);
    parser.parseInput(page(PageFixture.failing(folder)), "");
    assertThat(parser.getErrors()).isEmpty();
  }

  @Test
  void letsNoProgramIntoThePage() throws IOException {
    String text = page(PageFixture.failing(folder));
    Document page = Jsoup.parse(text);
    assertThat(page.select("script, img, iframe, object, form, b")).isEmpty();
    for (Element element : page.getAllElements()) {
      for (Attribute attribute : element.attributes()) {
        assertThat(attribute.getKey()).doesNotStartWith("on");
        if (attribute.getKey().endsWith("href") || attribute.getKey().equals("src")) {
          assertThat(attribute.getValue()).matches("(?s)#.*|data:.*");
        }
      }
    }
    assertThat(page.text()).contains("<script>alert('owned')</script>").contains("\\u202e\\u0007");
    assertThat(text).doesNotContain("\u202e", "\u0007").hasSizeLessThan(1_000_000);
  }

  @Test
  void forbidsScriptsAndRequests() throws IOException {
    Document page = failing();
    assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .startsWith("default-src 'none'; img-src data:; style-src 'sha256-")
        .doesNotContain("script-src", "unsafe");
    assertThat(page.select("[style]")).isEmpty();
    assertThat(page.select("style").html()).doesNotContain("url(", "@import");
  }

  @Test
  void tellsVerdictsFixesAndEvidence() throws IOException {
    Document page = failing();
    assertThat(page.select("header").text()).contains("1 of 3 tasks failed");
    assertThat(page.select("#task1 h2").text()).contains("failed");
    assertThat(page.select("#task1 .note.bad"))
        .hasSize(3)
        .allMatch(note -> note.text().contains("Fix:"));
    assertThat(page.select("#task2").text())
        .contains("0.7310585786300049", "0.75", "difference -0.0189414");
    assertThat(page.select("#task3").text()).contains("No test run yet");
    assertThat(Jsoup.parse(page(PageFixture.passing(folder))).select("header").text())
        .contains("✓passed");
  }

  @Test
  void hasHeadingsInOrderAndNamedTables() throws IOException {
    Document page = failing();
    int before = 1;
    for (Element heading : page.select("h1, h2, h3, h4")) {
      int level = heading.tagName().charAt(1) - '0';
      assertThat(level).as(heading.text()).isLessThanOrEqualTo(before + 1);
      before = level;
    }
    assertThat(page.select("html").attr("lang")).isEqualTo("en");
    assertThat(page.select("h1")).hasSize(1);
    assertThat(page.select("table"))
        .isNotEmpty()
        .allMatch(table -> !table.select("caption").text().isEmpty())
        .allMatch(table -> table.select("th:not([scope])").isEmpty());
    assertThat(page.select("svg[role=img]")).allMatch(svg -> !svg.attr("aria-label").isEmpty());
    assertThat(page.select("svg:not([role=img]):not([aria-hidden])")).isEmpty();
  }

  @Test
  void drawsEachLabelOnEachScanInEachPlane() throws IOException {
    Document page = failing();
    assertThat(page.select(".views svg")).hasSize(6);
    assertThat(page.select(".views svg image")).hasSize(6);
    assertThat(page.select(".views path.o0")).hasSize(6);
    assertThat(page.select(".legend li")).hasSize(2);
  }

  @Test
  void givesTheSameBytesAgainAndWritesThemWhole() throws IOException {
    Path file = folder.resolve("report.html");
    ReportPage.write(PageFixture.failing(folder), file);
    assertThat(file).hasContent(page(PageFixture.failing(folder)));
    try (var files = Files.list(folder)) {
      assertThat(files.map(it -> it.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".part"));
    }
  }

  @Test
  void showsWhereInTheProgramARuleWasBroken() {
    RunFinding.Violation found =
        new RunFinding.Violation("input", RunRule.NETWORK, "connect", "Seen.", "Mend it.");
    Notes notes = new Notes(Map.of(ErrorCode.RUN_NETWORK, "It tried the network"));
    RunFinding.Violation traced =
        found.withStack(
            "",
            List.of(
                "java.base/java.net.Socket.connect(Unknown Source)",
                "java.base/java.net.Socket.<init>(Unknown Source)",
                "org.lib.Client.get(Client.java:9) [client-1.0.jar]",
                "org.example.Main.load(Main.java:42)"));
    Element note = Jsoup.parse(notes.violation(traced).toString());
    assertThat(note.select("p code").first().text())
        .isEqualTo(
            "at org.lib.Client.get(Client.java:9) [client-1.0.jar], from"
                + " org.example.Main.load(Main.java:42)");
    assertThat(note.select("li").eachText())
        .containsExactly(
            "java.base/java.net.Socket.<init>, 1 more of the JDK within",
            "org.lib.Client.get(Client.java:9) [client-1.0.jar]",
            "org.example.Main.load(Main.java:42)");
    assertThat(note.select("li.own").eachText())
        .containsExactly("org.example.Main.load(Main.java:42)");
    assertThat(Jsoup.parse(notes.violation(found).toString()).select("ol")).isEmpty();
  }

  @Test
  void leadsEachFindingToTheCatalogue() throws IOException {
    List<String> more = failing().select("#task1 .note .more").eachText();
    assertThat(more)
        .hasSize(4)
        .contains(
            "HECK-801 The program tried the network. More: mvn hecktor:explain"
                + " -Dhecktor.code=HECK-801",
            "HECK-803 More: mvn hecktor:explain -Dhecktor.code=HECK-803");
  }

  @Test
  void neverPassesWhatCouldNotBeRead() throws IOException {
    Document page = failing();
    assertThat(page.select("#task2 h2").text()).contains("unreadable files");
    assertThat(page.select("#task2 .note").text()).contains("image.json <script>");
    assertThat(page.select("#task1").text()).contains("broken, once").doesNotContain("1 times");
  }

  @Test
  void drawsTheLimitWhereItIsIfThatIsNear() {
    CaseFacts.Curve curve = new CaseFacts.Curve(Duration.ofSeconds(1), List.of(0L, 50L, 100L));
    MemoryChart near = new MemoryChart(curve, Duration.ofSeconds(3), 200);
    assertThat(near.toScale()).isTrue();
    assertThat(near.limitY()).isCloseTo(100 * (1 - 1 / 1.1), within(1e-9));
    assertThat(near.path())
        .isEqualTo("M0 100L333.33 100L333.33 77.27L666.67 77.27L666.67 54.55L1000 54.55");
    MemoryChart far = new MemoryChart(curve, Duration.ofSeconds(3), 10_000);
    assertThat(far.toScale()).isFalse();
    assertThat(far.html().toString()).contains("100 times higher: out of scale");
    MemoryChart over = new MemoryChart(curve, Duration.ofSeconds(3), 80);
    assertThat(over.limitY()).isGreaterThan(100 * (1 - 100 / 110.0));
  }
}
