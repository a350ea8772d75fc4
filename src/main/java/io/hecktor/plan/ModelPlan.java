package io.hecktor.plan;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import io.hecktor.HecktorException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The weights that some challenges take apart from the image, as a tar of their folder. */
public final class ModelPlan {

  private static final AbsoluteUnixPath TOP = AbsoluteUnixPath.get("/");

  private ModelPlan() {}

  /**
   * The folder's files, named relative to it: the platform unpacks them where the model is to be.
   *
   * @throws HecktorException if the folder is missing, empty or holds what will not work there
   */
  public static LayerPlan of(Path folder, Instant time) throws HecktorException {
    List<LayerEntry> entries =
        Resources.of(folder, TOP).stream().filter(entry -> !entry.path().equals(TOP)).toList();
    return new LayerPlan("model", entries, time);
  }
}
