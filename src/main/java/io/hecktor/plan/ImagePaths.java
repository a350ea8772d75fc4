package io.hecktor.plan;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;

/** Where things stand in every image; users rely on these. */
public final class ImagePaths {

  public static final AbsoluteUnixPath JAVA_HOME = AbsoluteUnixPath.get("/opt/java");
  public static final AbsoluteUnixPath APP = AbsoluteUnixPath.get("/opt/app");
  public static final AbsoluteUnixPath LIB = APP.resolve("lib");
  public static final AbsoluteUnixPath RESOURCES = APP.resolve("resources");

  /** Libraries of CUDA that the base does not bring. */
  public static final AbsoluteUnixPath CUDA = AbsoluteUnixPath.get("/opt/cuda/lib");

  /** The terms of these libraries. */
  public static final AbsoluteUnixPath CUDA_LICENCES = AbsoluteUnixPath.get("/opt/cuda/licences");

  private ImagePaths() {}
}
