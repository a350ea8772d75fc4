package io.hecktor.mojo;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import io.hecktor.plan.Natives;
import java.util.List;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Brings the jar with CUDA into the local repository, once the user has accepted its terms. */
final class CudaArtifact {

  private static final String EXAMPLE = "org.bytedeco:cuda:12.6-9.5-1.5.11:linux-x86_64-redist";

  private final RepositorySystem system;
  private final RepositorySystemSession session;

  CudaArtifact(RepositorySystem system, RepositorySystemSession session) {
    this.system = system;
    this.session = session;
  }

  /**
   * What the user wants.
   *
   * @param coordinates as written
   * @param excluded libraries to leave out
   * @param accepted whether NVIDIA's terms are accepted
   */
  record Choice(String coordinates, List<String> excluded, boolean accepted) {}

  Natives.CudaJar resolve(Choice choice, List<RemoteRepository> repositories)
      throws HecktorException {
    Artifact artifact = artifact(choice);
    try {
      ArtifactRequest request = new ArtifactRequest(artifact, repositories, null);
      Artifact found = system.resolveArtifact(session, request).getArtifact();
      return new Natives.CudaJar(choice.coordinates(), found.getFile().toPath(), choice.excluded());
    } catch (ArtifactResolutionException e) {
      throw new EnvironmentException(
          new Problem(
              ErrorCode.CUDA_NOT_FETCHED,
              "`" + choice.coordinates() + "` (hecktor.cuda) cannot be fetched.",
              "Its libraries of CUDA are to be layered, and it is neither in the local repository"
                  + " nor served by the project's.",
              "Check the coordinates and the network; `" + EXAMPLE + "` is on Maven Central."),
          e);
    }
  }

  /** Parses the coordinates, and refuses to fetch what the user has not accepted the terms of. */
  static Artifact artifact(Choice choice) throws ProjectException {
    String[] parts = choice.coordinates().split(":", -1);
    boolean complete = parts.length == 3 || parts.length == 4;
    for (String part : parts) {
      complete &= !part.isBlank();
    }
    if (!complete) {
      throw new ProjectException(
          new Problem(
              ErrorCode.PARAMETER_INVALID,
              "hecktor.cuda is `" + choice.coordinates() + "`.",
              "An artifact is named by groupId:artifactId:version:classifier.",
              "Write <cuda>" + EXAMPLE + "</cuda>."));
    }
    if (!choice.accepted()) {
      throw new ProjectException(
          new Problem(
              ErrorCode.CUDA_LICENCE,
              "hecktor.cuda would put NVIDIA's libraries from `"
                  + choice.coordinates()
                  + "` into your images.",
              "They are under NVIDIA's terms, which only you can accept:"
                  + " https://docs.nvidia.com/cuda/eula/ and"
                  + " https://docs.nvidia.com/deeplearning/cudnn/backend/latest/reference/eula.html.",
              "Read them, then write <acceptNvidiaLicence>true</acceptNvidiaLicence> in the"
                  + " plugin's <configuration>."));
    }
    String classifier = parts.length == 4 ? parts[3] : "";
    return new DefaultArtifact(parts[0], parts[1], classifier, "jar", parts[2]);
  }
}
