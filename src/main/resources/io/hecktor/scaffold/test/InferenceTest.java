package @package@;

@assertions@
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;@imports@
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceTest {

  @TempDir Path folder;
@tests@
  @Test
  void endsWithOneAndSaysWhyWhereTheTaskIsAnother() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = run("another", SmallCase.write(folder), @anyModel@, err);

    assertEquals(1, exit);
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("HECKTOR_TASK is `another`"));
  }

  /** Runs a task on a local case of this project and gives the folder of its outputs. */
  private Path runLocalCase(String task, Path input, Path model) throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = run(task, input, model, err);
    assertEquals(0, exit, err.toString(StandardCharsets.UTF_8));
    return folder.resolve("output");
  }

  private int run(String task, Path input, Path model, ByteArrayOutputStream err) throws IOException {
    Map<String, String> environment =
        Map.of(
            "HECKTOR_TASK", task,
            "HECKTOR_INPUT", input.toString(),
            "HECKTOR_OUTPUT", Files.createDirectories(folder.resolve("output")).toString(),
            "@modelVariable@", model.toString());
    return Main.run(environment, new PrintStream(err, true, StandardCharsets.UTF_8));
  }
@helpers@}
