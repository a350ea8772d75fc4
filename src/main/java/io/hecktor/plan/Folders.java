package io.hecktor.plan;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The folders above a layer's entries. One that the base or a lower layer has already is not
 * written again: its entry would reset the owner and mode that it has there.
 */
final class Folders {

  private final BaseFiles base;
  private final Set<String> made = new HashSet<>();

  Folders(BaseFiles base) {
    this.base = base;
  }

  /** The entries with those folders before them that nothing below has brought. */
  List<LayerEntry> withParents(List<LayerEntry> entries) {
    List<LayerEntry> all = new ArrayList<>();
    for (LayerEntry entry : entries) {
      if (entry instanceof LayerEntry.Directory directory) {
        if (made.add(directory.path().toString())) {
          all.add(directory);
        }
      } else {
        all.add(entry);
      }
    }
    for (LayerEntry entry : entries) {
      addParents(entry.path().toString(), all);
    }
    return all;
  }

  private void addParents(String path, List<LayerEntry> all) {
    for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      String parent = path.substring(0, end);
      if (!base.hasDirectory(parent) && made.add(parent)) {
        all.add(new LayerEntry.Directory(AbsoluteUnixPath.get(parent), Modes.FOLDER, Owner.ROOT));
      }
    }
  }
}
