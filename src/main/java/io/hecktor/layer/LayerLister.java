package io.hecktor.layer;

import io.hecktor.plan.LayerEntry;
import java.io.IOException;
import java.io.OutputStream;

/** Sees what a layer holds while it is written, so that nobody has to read it again for that. */
interface LayerLister {

  /** Sees nothing. */
  LayerLister NONE =
      new LayerLister() {
        @Override
        public OutputStream telling(LayerEntry.RegularFile file, OutputStream tar) {
          return tar;
        }

        @Override
        public void end(LayerEntry entry) {
          // Nothing was seen.
        }
      };

  /** A stream that passes a file's content on to the tar. */
  OutputStream telling(LayerEntry.RegularFile file, OutputStream tar);

  /** Says that an entry is written, of whatever kind. */
  void end(LayerEntry entry) throws IOException;
}
