package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What comes out of the process, not what the log was told. */
@ResourceLock(Resources.SYSTEM_OUT)
class MavenProgressTest {

  private static final Problem PROBLEM =
      new Problem(ErrorCode.NO_SPACE, "The disk is small.", "It is.", "Buy one.");

  /** Maven's log at {@code -q}: only errors come out. */
  private static final class Quiet extends SystemStreamLog {
    @Override
    public boolean isInfoEnabled() {
      return false;
    }

    @Override
    public void info(CharSequence content) {}

    @Override
    public void warn(CharSequence content) {}
  }

  private static String said(Log log, String colour) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try (MavenProgress progress = new MavenProgress(log, true, Colours.of(colour, false));
        Progress.Work work = progress.begin("pulling", 100)) {
      work.advance(10);
      progress.stage("task1 PASS: image 12");
      progress.detail("a detail");
      progress.warn(PROBLEM);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void saysNothingWhereMavenIsQuiet() {
    assertThat(said(new Quiet(), "always")).isEmpty();
  }

  @Test
  void writesNoEscapesIntoALog() {
    assertThat(said(new SystemStreamLog(), "auto"))
        .contains("task1 PASS: image 12", "The disk is small.")
        .doesNotContain("\u001b");
  }

  @Test
  void coloursVerdictsWhereTheUserWishesSo() {
    assertThat(said(new SystemStreamLog(), "always"))
        .contains("\u001b[1;32mPASS\u001b[m: image 12");
  }
}
