package io.hecktor.sandbox;

/**
 * Something that is mounted in the container.
 *
 * @param kind what it is
 * @param source on the host, for folders, files and devices
 * @param target canonical, absolute in the container
 * @param readOnly whether it can't be written
 * @param noexec whether the source lies where nothing may be executed
 */
record Mount(Kind kind, String source, String target, boolean readOnly, boolean noexec) {

  Mount(Kind kind, String source, String target, boolean readOnly) {
    this(kind, source, target, readOnly, false);
  }

  enum Kind {
    /** The process file system of the container's own PID namespace. */
    PROC,
    /** A folder or file of the host. */
    BIND,
    /** The folder of device nodes; engines that make their own need no source. */
    DEVICES,
    /** A device node that each container has; engines that make their own need no source. */
    DEVICE,
    /** Another device node of the host, such as a GPU's. */
    EXTRA_DEVICE,
    /** Terminals of the container's own. */
    TERMINALS,
    /** Shared memory: in RAM, limited in size. */
    SHARED_MEMORY
  }

  static Mount readOnly(String source, String target) {
    return new Mount(Kind.BIND, source, target, true);
  }

  /** The same mount with the restrictions that its source has on the host. */
  Mount restricted(HostMounts host) {
    return new Mount(
        kind, source, target, readOnly, noexec || (kind == Kind.BIND && host.noexec(source)));
  }

  static Mount writable(String source, String target) {
    return new Mount(Kind.BIND, source, target, false);
  }
}
