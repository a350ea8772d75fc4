package org.example.petct.window;

import java.nio.FloatBuffer;
import org.example.petct.InferenceException;

/** What the sliding window asks about each window. */
public interface WindowModel {

  /** How many windows are asked about at once. */
  int batch();

  /** How many scores a voxel gets. */
  int classes();

  /**
   * Scores windows.
   *
   * @param windows {@code count} windows one after the other, each channel by channel
   * @param side of a window, in voxels
   * @return {@code count} times {@link #classes()} cubes of scores
   */
  FloatBuffer scores(FloatBuffer windows, int count, int side) throws InferenceException;
}
