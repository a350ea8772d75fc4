package org.example.petct.task;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.example.petct.InferenceException;
import org.example.petct.crop.Foreground;
import org.example.petct.crop.Frame;
import org.example.petct.image.Size;
import org.example.petct.intensity.Intensity;
import org.example.petct.model.WindowNetwork;
import org.example.petct.window.SlidingWindow;

/**
 * Labels the voxels of head and neck: 1 the primary tumour, 2 lymph nodes.
 *
 * @param network the file with the network
 */
public record Segmentation(Path network) {
  private static final int WINDOW = 128;

  /**
   * Returns a label per voxel of the region of interest.
   *
   * @throws InferenceException if the network cannot be loaded or run
   */
  public byte[] labels(HeadAndNeck region, Consumer<String> progress) throws InferenceException {
    Size size = region.grid().size();
    float[] ct = Intensity.softTissue(region.ct().values());
    float[] pet = Intensity.standardised(region.pet().values());
    var foreground = Foreground.of(ct, size);
    // The baseline pads to 200 x 200 x 310. Padding past the window only costs time.
    Frame frame = new Frame(size, foreground, foreground.size().atLeast(WINDOW));
    List<float[]> channels = List.of(frame.cut(ct), frame.cut(pet));
    try (WindowNetwork model = WindowNetwork.load(network, WINDOW, progress)) {
      return frame.paste(new SlidingWindow(model, WINDOW).labels(channels, frame.padded()));
    }
  }
}
