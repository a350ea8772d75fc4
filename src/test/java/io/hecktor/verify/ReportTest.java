package io.hecktor.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.oci.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReportTest {

  @TempDir Path folder;

  private static String golden(String name) throws IOException {
    try (InputStream in = ReportTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void writesTheSameJsonEverywhere() throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(new String(ReportJson.bytes(ReportFixture.mixed(folder)), StandardCharsets.UTF_8))
          .isEqualTo(golden("report.json"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void printsTheSameTableEverywhere() throws IOException {
    List<String> lines = new RunTable(ReportFixture.mixed(folder), false).lines();
    assertThat(String.join("\n", lines) + "\n").isEqualTo(golden("table.txt"));
    List<String> plain = new RunTable(ReportFixture.mixed(folder), true).lines();
    assertThat(String.join("\n", plain) + "\n").isEqualTo(golden("table-ascii.txt"));
  }

  @Test
  void printsEveryFindingWithEvidenceAndFix() throws IOException {
    List<String> lines = new RunTable(ReportFixture.mixed(folder), true).findings();
    assertThat(String.join("\n", lines) + "\n").isEqualTo(golden("findings.txt"));
    assertThat(lines).allMatch(line -> line.matches("[ -~]*"));
  }

  @Test
  void keepsTheTableNarrow() throws IOException {
    assertThat(new RunTable(ReportFixture.mixed(folder), false).lines())
        .allMatch(line -> line.length() <= 100);
  }

  @Test
  void readsBackWhatSaveAsksFor() throws IOException {
    Path file = folder.resolve("task2/test-run/report.json");
    ReportJson.write(ReportFixture.mixed(folder), file);
    TestRunSummary summary = TestRunSummary.read(file).orElseThrow();
    assertThat(summary.task()).isEqualTo("task2");
    assertThat(summary.imageId()).isEqualTo(Digest.of("image".getBytes(StandardCharsets.UTF_8)));
    assertThat(summary.passed()).isFalse();
    assertThat(summary.started()).isEqualTo("2026-11-23T10:00:00Z");
    assertThat(summary.cases())
        .containsExactly(
            new TestRunSummary.CaseVerdict("input", true),
            new TestRunSummary.CaseVerdict("missing-keys", false),
            new TestRunSummary.CaseVerdict("a-case-with-a-name-too-long-for-the-table", false));
    ReportJson.write(ReportFixture.green(folder), file);
    assertThat(TestRunSummary.read(file).orElseThrow().passed()).isTrue();
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void readsNothingWhereNothingIs() throws IOException {
    assertThat(TestRunSummary.read(folder.resolve("report.json"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"task\":\"t\",\"image\":\"sha256:12\",\"engine\":\"e\",\"profile\":\"p\","
            + "\"verdict\":\"pass\",\"started\":\"2026-11-23T10:00:00Z\",\"cases\":[]}",
        "{\"task\":\"t\",\"image\":\"sha256:"
            + "0000000000000000000000000000000000000000000000000000000000000000"
            + "\",\"engine\":\"e\",\"profile\":\"p\",\"verdict\":\"maybe\"}",
      })
  void refusesWhatIsNoReport(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("report.json"), content);
    assertThatThrownBy(() -> TestRunSummary.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("report.json");
  }

  @Test
  void passesNothingWithoutCases() throws IOException {
    assertThat(ReportFixture.report(folder, List.of()).verdict()).isEqualTo("fail");
  }

  @Test
  void namesTheSlowestCase() throws IOException {
    assertThat(ReportFixture.mixed(folder).slowest().orElseThrow().caseName()).startsWith("a-case");
  }

  @Test
  void writesJunitXmlThatSurefiresReadersTake() throws Exception {
    byte[] xml = JunitReport.bytes(ReportFixture.mixed(folder));
    try (InputStream schema = ReportTest.class.getResourceAsStream("junit-demands.xsd")) {
      SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(new StreamSource(schema))
          .newValidator()
          .validate(new StreamSource(new ByteArrayInputStream(xml)));
    }
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml));
    Element suite = document.getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("3");
    assertThat(suite.getAttribute("failures")).isEqualTo("2");
    assertThat(suite.getAttribute("time")).isEqualTo("964.934");
    Element failure = (Element) document.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("type")).isEqualTo("network");
    assertThat(failure.getAttribute("message"))
        .isEqualTo("network: connect 93.184.216.34:443 (and 1 more)");
    assertThat(failure.getTextContent())
        .contains("connect(3, …) = -1 ENETUNREACH <\"&'> ]]> \\u0007")
        .contains("Find the code & switch it off.")
        .contains("exit (HECK-806): killed by SIGKILL");
    assertThat(document.getElementsByTagName("system-out").item(0).getTextContent())
        .contains("warning: exit (HECK-806): stderr is not empty");
    assertThat(document.getElementsByTagName("system-out").item(1).getTextContent())
        .contains("not checked: gpu: there is no GPU here");
  }

  @Test
  void namesTheJunitFileAsCiServersLookForIt() throws IOException {
    Path file = folder.resolve(JunitReport.fileName("task1"));
    JunitReport.write(ReportFixture.green(folder), file);
    assertThat(file).hasFileName("TEST-hecktor-task1.xml").isNotEmptyFile();
  }
}
