package io.hecktor.doctor;

import io.hecktor.HecktorException;
import java.io.IOException;
import java.util.List;

/** A look at one thing that goals need. */
public interface Examination {

  /** What it is about, in a word or two. */
  String title();

  /**
   * Looks.
   *
   * @throws IOException if a file could not be read that should be readable
   * @throws HecktorException if what was asked for makes no sense
   */
  List<Remark> examine() throws IOException, HecktorException;
}
