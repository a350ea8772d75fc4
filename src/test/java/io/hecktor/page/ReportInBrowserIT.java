package io.hecktor.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.testing.RealTool;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report as a browser shows it, and as axe-core judges it. */
final class ReportInBrowserIT {

  private static final String LIGHT = "--blink-settings=preferredColorScheme=1";
  private static final String DARK = "--blink-settings=preferredColorScheme=0";

  @TempDir private Path folder;

  private Path page;

  @BeforeEach
  void writeThePage() throws IOException {
    page = folder.resolve("report.html");
    ReportPage.write(PageFixture.failing(folder), page);
  }

  private String chromium(Path file, String... options) throws Exception {
    List<String> words = new ArrayList<>();
    words.add(RealTool.CHROMIUM.require().toString());
    words.addAll(
        List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--user-data-dir=" + folder.resolve("browser")));
    words.addAll(List.of(options));
    words.add(file.toUri().toString());
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(words)
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err.txt").toFile())
            .start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    return Files.readString(out);
  }

  @Test
  void isShownInItsColoursOnAWideAndANarrowScreen() throws Exception {
    Path light = folder.resolve("light.png");
    chromium(page, LIGHT, "--window-size=1200,1400", "--screenshot=" + light);
    Path dark = folder.resolve("dark.png");
    chromium(page, DARK, "--window-size=500,1400", "--screenshot=" + dark);
    // The style sheet was taken by the page's own security policy: the grounds are its colours.
    assertThat(ground(light)).isEqualTo(0xf6f7f9);
    assertThat(ground(dark)).isEqualTo(0x0e1217);
  }

  private static int ground(Path png) throws IOException {
    BufferedImage image = ImageIO.read(png.toFile());
    return image.getRGB(2, 2) & 0xffffff;
  }

  @Test
  void isPrinted() throws Exception {
    Path pdf = folder.resolve("report.pdf");
    chromium(page, DARK, "--no-pdf-header-footer", "--print-to-pdf=" + pdf);
    byte[] bytes = Files.readAllBytes(pdf);
    assertThat(new String(bytes, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    assertThat(bytes).hasSizeGreaterThan(20_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {LIGHT, DARK})
  void givesAxeNothingSeriousToSay(String colours) throws Exception {
    Path judged = folder.resolve("judged.html");
    try (InputStream axe =
        Objects.requireNonNull(
            ReportInBrowserIT.class.getResourceAsStream("/axe.min.js"), "axe.min.js")) {
      Files.copy(axe, folder.resolve("axe.min.js"));
    }
    String script =
        """
        <script src="axe.min.js"></script><script>
        axe.run().then(found => {
          const said = document.createElement('pre');
          said.id = 'axe';
          said.textContent = found.passes.length + ' kept\\n' + found.violations
            .filter(one => one.impact === 'serious' || one.impact === 'critical')
            .map(one => one.id + ': ' + one.nodes.map(n => n.html.slice(0, 200)).join(' | '))
            .join('\\n');
          document.body.append(said);
        });
        </script></body>""";
    Files.writeString(
        judged,
        Files.readString(page)
            .replaceFirst("<meta [^>]*http-equiv=[^>]*>", "")
            .replace("</body>", script));
    String dom = chromium(judged, colours, "--virtual-time-budget=60000", "--dump-dom");
    String said = Jsoup.parse(dom).select("#axe").text();
    assertThat(said).matches("[1-9][0-9] kept\\s*");
  }
}
