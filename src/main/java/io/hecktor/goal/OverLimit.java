package io.hecktor.goal;

import com.fasterxml.jackson.databind.JsonNode;
import io.hecktor.ByteSize;
import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.challenge.Task;
import io.hecktor.deflate.Framing;
import io.hecktor.oci.Image;
import io.hecktor.oci.Json;
import io.hecktor.oci.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** What to say of an archive that is too large. */
final class OverLimit {

  private static final int MOST_SAVINGS = 3;

  private OverLimit() {}

  /**
   * What would make it smaller, as the build has found; a sentence or more, after a space, or
   * nothing.
   */
  static String advice(BuiltImage built, Framing framing) throws IOException {
    Path report = built.layout().folder().resolveSibling("image.json");
    StringBuilder advice = new StringBuilder();
    if (Files.exists(report)) {
      JsonNode savings = Json.object(Files.readAllBytes(report), "image.json").path("savings");
      for (int i = 0; i < Math.min(savings.size(), MOST_SAVINGS); i++) {
        JsonNode saving = savings.get(i);
        advice.append(" To save ").append(ByteSize.format(saving.path("bytes").asLong()));
        advice.append(" (").append(saving.path("what").asText()).append("): ");
        advice.append(saving.path("fix").asText());
      }
    }
    if (framing != Framing.DEFLATE) {
      advice.append(" With -Dhecktor.compression=deflate all that can shrink does.");
    }
    return advice.toString();
  }

  static Problem problem(Task task, long sizeBytes, Image image, String advice) {
    long limit = task.limits().archiveBytes().value();
    return new Problem(
        ErrorCode.UPLOAD_ARCHIVE_SIZE,
        "`"
            + task.archiveName()
            + "` would have "
            + ByteSize.format(sizeBytes)
            + ", "
            + ByteSize.format(sizeBytes - limit)
            + " more than its limit of "
            + ByteSize.format(limit)
            + ".",
        "The limit is a rule of the challenge (" + task.limits().archiveBytes().origin() + ").",
        advice(image)
            + advice
            + " If the challenge gives you more, raise it with -Dhecktor.archiveLimit.");
  }

  private static String advice(Image image) {
    Layer largest =
        image.layers().stream()
            .max(Comparator.comparingLong(layer -> layer.descriptor().sizeBytes()))
            .orElseThrow();
    boolean resources = image.layers().indexOf(largest) == image.layers().size() - 1;
    String size = ByteSize.format(largest.descriptor().sizeBytes());
    return resources
        ? "The task's resources weigh most ("
            + size
            + "): leave out checkpoints that inference does"
            + " not read, or store the weights in half precision."
        : "A layer below the resources weighs most ("
            + size
            + "): choose a smaller <base>, such as"
            + " one without the development files, or leave out dependencies.";
  }
}
