package io.hecktor.layer;

import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.Owner;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Tar headers made from names alone, never from files: whatever is not said here would otherwise
 * come from the disk, the user or the clock.
 */
final class TarEntries {

  private TarEntries() {}

  static TarArchiveEntry of(LayerEntry entry, Instant time) {
    String name = entry.path().toString().substring(1);
    TarArchiveEntry header;
    if (entry instanceof LayerEntry.Directory directory) {
      header = header(name + "/", TarConstants.LF_DIR, directory.mode());
    } else if (entry instanceof LayerEntry.RegularFile file) {
      header = header(name, TarConstants.LF_NORMAL, file.mode());
      header.setSize(file.content().sizeBytes());
    } else {
      header = header(name, TarConstants.LF_SYMLINK, 0777);
      header.setLinkName(((LayerEntry.SymbolicLink) entry).target());
    }
    setOwner(header, entry.owner());
    header.setModTime(time.toEpochMilli());
    return header;
  }

  private static TarArchiveEntry header(String name, byte type, int mode) {
    TarArchiveEntry header = new TarArchiveEntry(name, type, true);
    header.setMode(mode);
    return header;
  }

  private static void setOwner(TarArchiveEntry header, Owner owner) {
    header.setIds(owner.uid(), owner.gid());
    header.setUserName("");
    header.setGroupName("");
  }
}
