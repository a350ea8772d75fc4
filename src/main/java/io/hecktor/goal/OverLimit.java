package io.hecktor.goal;

import io.hecktor.ByteSize;
import io.hecktor.Problem;
import io.hecktor.challenge.Task;
import io.hecktor.oci.Image;
import io.hecktor.oci.Layer;
import java.util.Comparator;

/** What to say of an archive that is too large. */
final class OverLimit {

  private OverLimit() {}

  static Problem problem(Task task, long sizeBytes, Image image) {
    long limit = task.limits().archiveBytes().value();
    return new Problem(
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
        advice(image) + " If the challenge gives you more, raise it with -Dhecktor.archiveLimit.");
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
