package io.hecktor.verify;

import io.hecktor.blob.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A test run in the XML that CI servers read: one test case per local case. Most of them show the
 * first failure of a test case only, so one failure carries all of a case's broken rules.
 *
 * @see <a
 *     href="https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd">
 *     Surefire's schema</a>
 */
public final class JunitReport {

  private static final String SCHEMA =
      "https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd";
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

  private final TestRunReport report;
  private final XMLStreamWriter xml;

  private JunitReport(TestRunReport report, XMLStreamWriter xml) {
    this.report = report;
    this.xml = xml;
  }

  /** The name that CI servers look for, such as {@code TEST-hecktor-task1.xml}. */
  public static String fileName(String task) {
    return "TEST-hecktor-" + task + ".xml";
  }

  /** Writes the file whole or not at all. */
  public static void write(TestRunReport report, Path file) throws IOException {
    try (AtomicFile target = AtomicFile.at(file);
        OutputStream out = new BufferedOutputStream(target.output(), 1 << 16)) {
      write(report, out);
      out.flush();
      target.commit();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  static byte[] bytes(TestRunReport report) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(report, bytes);
    return bytes.toByteArray();
  }

  private static void write(TestRunReport report, OutputStream out) throws IOException {
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory()
              .createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
      new JunitReport(report, xml).document();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("the JUnit file could not be written", e);
    }
  }

  private void document() throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    line(0);
    xml.writeStartElement("testsuite");
    xml.writeNamespace("xsi", XSI);
    xml.writeAttribute("xsi", XSI, "noNamespaceSchemaLocation", SCHEMA);
    attribute("name", suite());
    attribute("time", seconds(total()));
    int unfinished = report.batch().unfinished().size();
    attribute("tests", String.valueOf(report.cases().size() + unfinished));
    attribute("errors", "0");
    attribute("skipped", String.valueOf(unfinished));
    attribute("failures", String.valueOf(failures()));
    properties();
    for (CaseResult one : report.cases()) {
      testCase(one);
    }
    for (UnfinishedCase one : report.batch().unfinished()) {
      unfinished(one);
    }
    line(0);
    xml.writeEndElement();
    xml.writeCharacters("\n");
    xml.writeEndDocument();
  }

  private String suite() {
    return "hecktor." + report.subject().task();
  }

  private Duration total() {
    return report.cases().stream()
        .map(one -> one.usage().duration())
        .reduce(Duration.ZERO, Duration::plus);
  }

  private long failures() {
    return report.cases().stream().filter(one -> !one.passed()).count();
  }

  private void properties() throws XMLStreamException {
    line(1);
    xml.writeStartElement("properties");
    property("hecktor.image", report.subject().imageId().toString());
    property("hecktor.engine", report.subject().engine());
    property("hecktor.profile", report.subject().profile());
    property("hecktor.started", report.started().toString());
    line(1);
    xml.writeEndElement();
  }

  private void property(String name, String value) throws XMLStreamException {
    line(2);
    xml.writeEmptyElement("property");
    attribute("name", name);
    attribute("value", value);
  }

  private void testCase(CaseResult one) throws XMLStreamException {
    line(1);
    xml.writeStartElement("testcase");
    attribute("name", one.caseName());
    attribute("classname", suite());
    attribute("time", seconds(one.usage().duration()));
    if (!one.passed()) {
      failure(one.violations());
    }
    String remarks = remarks(one);
    if (!remarks.isEmpty()) {
      line(2);
      xml.writeStartElement("system-out");
      text(remarks);
      xml.writeEndElement();
    }
    line(1);
    xml.writeEndElement();
  }

  private void unfinished(UnfinishedCase one) throws XMLStreamException {
    line(1);
    xml.writeStartElement("testcase");
    attribute("name", one.caseName());
    attribute("classname", suite());
    attribute("time", "0.000");
    line(2);
    xml.writeEmptyElement("skipped");
    attribute("message", one.cause().key() + ": " + one.words());
    line(1);
    xml.writeEndElement();
  }

  private void failure(List<RunFinding.Violation> violations) throws XMLStreamException {
    RunFinding.Violation first = violations.get(0);
    int more = violations.size() - 1;
    line(2);
    xml.writeStartElement("failure");
    attribute(
        "message",
        first.rule().key() + ": " + first.subject() + (more > 0 ? " (and " + more + " more)" : ""));
    attribute("type", first.rule().key());
    text(violations.stream().map(JunitReport::words).collect(Collectors.joining("\n")));
    xml.writeEndElement();
  }

  private static String words(RunFinding.Violation one) {
    return one.rule().key()
        + " ("
        + one.code()
        + "): "
        + one.subject()
        + "\n  "
        + one.evidence()
        + "\n  "
        + one.codeLine().map(line -> line + "\n  ").orElse("")
        + one.fix()
        + "\n"
        + one.stack().stream().map(JunitReport::frame).collect(Collectors.joining());
  }

  private static String frame(String frame) {
    return (frame.startsWith("-") ? "    " : "      at ") + frame + "\n";
  }

  private static String remarks(CaseResult one) {
    StringBuilder text = new StringBuilder();
    for (RunFinding.Warning warning : one.warnings()) {
      text.append("warning: ").append(warning.rule().key()).append(" (").append(warning.code());
      text.append("): ").append(warning.subject());
      text.append("\n  ").append(warning.evidence()).append("\n  ").append(warning.fix());
      text.append('\n');
    }
    for (RunFinding.NotChecked open : one.notChecked()) {
      text.append("not checked: ").append(open.rule().key()).append(": ").append(open.reason());
      text.append('\n');
    }
    return text.toString();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, Printable.line(value, Integer.MAX_VALUE));
  }

  /** XML 1.0 has no way to write most control characters. */
  private void text(String text) throws XMLStreamException {
    xml.writeCharacters(Printable.lines(text, Integer.MAX_VALUE));
  }

  private void line(int level) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(level));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
  }
}
