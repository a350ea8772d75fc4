package io.hecktor.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program can write to the file of records, too. */
class CodeRecordsTest {

  private static final String RECORD =
      "W\t/opt/x\n"
          + "F\tjava.base\tjava.io.FileOutputStream\topen\t\t-1\t\n"
          + "F\t\torg.dep.Dep\tsave\tDep.java\t7\t/opt/app/lib/dep-1.jar\n"
          + "F\t\torg.example.Main\tmain\tMain.java\t3\t/opt/app/main.jar\n"
          + "T\tworker\n"
          + "F\tjava.base\tjava.lang.Thread\tstart0\tThread.java\t-2\t\n"
          + ".\n";

  @TempDir Path folder;

  @Test
  void readsFramesAsJavaPrintsThem() throws IOException {
    CodeRecord record = read(RECORD).get(0);

    assertThat(record.kind()).isEqualTo(Recorder.WRITE);
    assertThat(record.subject()).isEqualTo("/opt/x");
    assertThat(record.stack())
        .containsExactly(
            "java.base/java.io.FileOutputStream.open(Unknown Source)",
            "org.dep.Dep.save(Dep.java:7) [dep-1.jar]",
            "org.example.Main.main(Main.java:3)",
            "- thread `worker` was started by",
            "java.base/java.lang.Thread.start0(Native Method)");
  }

  @Test
  void passesOverWhatIsNoRecord() throws IOException {
    for (String odd :
        List.of(
            "",
            "\n\n\t\t\n",
            "F\t\ta\tb\tc\t1\t\n.\n",
            "W\n",
            "W\ta\tb\n.\n",
            "X\t/opt/x\n.\n",
            "W\t/opt/y\nnot a line\n.\n",
            "T\tthread\n",
            "\0\0\0\n")) {
      assertThat(read(odd + RECORD)).as(odd).extracting(CodeRecord::subject).contains("/opt/x");
      assertThat(read(odd)).as(odd).isEmpty();
    }
  }

  @Test
  void takesNoRecordThatIsNotWhole() throws IOException {
    for (int length = 0; length < RECORD.length() - 2; length++) {
      assertThat(read(RECORD.substring(0, length))).isEmpty();
    }
  }

  @Test
  void keepsNoMoreThanItsBounds() throws IOException {
    String frame = "F\t\t" + "a".repeat(5000) + "\tm\tA.java\t99999999999999\t\n";
    List<CodeRecord> records =
        read("W\t/first\n" + frame.repeat(900) + ".\n" + "W\t/x\n.\n".repeat(5000));

    assertThat(records).hasSize(Recorder.MOST_RECORDS);
    assertThat(records.get(0).stack()).hasSizeLessThan(300).allMatch(it -> it.length() <= 300);
  }

  @Test
  void readsABoundedPartOfAHugeFile() throws IOException {
    Path file = Files.writeString(folder.resolve("records"), RECORD);
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(1L << 40);
    }
    assertThat(CodeRecords.read(file)).hasSize(1);
  }

  @Test
  void followsNoLink() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), RECORD);
    Path link = Files.createSymbolicLink(folder.resolve("records"), secret);
    assertThatThrownBy(() -> CodeRecords.read(link)).isInstanceOf(IOException.class);
  }

  private List<CodeRecord> read(String text) throws IOException {
    Path file = folder.resolve("text");
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    return CodeRecords.read(file);
  }
}
