package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.ProjectException;
import java.util.List;
import org.eclipse.aether.artifact.Artifact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CudaArtifactTest {

  private static CudaArtifact.Choice choice(String coordinates, boolean accepted) {
    return new CudaArtifact.Choice(coordinates, List.of(), accepted);
  }

  @Test
  void readsCoordinatesAsMavenWritesThem() throws Exception {
    Artifact artifact =
        CudaArtifact.artifact(
            choice("org.bytedeco:cuda:12.6-9.5-1.5.11:linux-x86_64-redist", true));

    assertThat(artifact.getArtifactId()).isEqualTo("cuda");
    assertThat(artifact.getVersion()).isEqualTo("12.6-9.5-1.5.11");
    assertThat(artifact.getClassifier()).isEqualTo("linux-x86_64-redist");
    assertThat(artifact.getExtension()).isEqualTo("jar");
    assertThat(CudaArtifact.artifact(choice("a:b:1", true)).getClassifier()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cuda", "a:b", "a:b:1:c:d", "a::1", ":b:1", "a:b:1:"})
  void refusesOtherCoordinates(String text) {
    assertThatThrownBy(() -> CudaArtifact.artifact(choice(text, true)))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("hecktor.cuda is `" + text + "`")
        .hasMessageContaining("<cuda>org.bytedeco:cuda:");
  }

  @Test
  void fetchesNothingBeforeNvidiasTermsAreAccepted() {
    assertThatThrownBy(() -> CudaArtifact.artifact(choice("a:b:1", false)))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("https://docs.nvidia.com/cuda/eula/")
        .hasMessageContaining("<acceptNvidiaLicence>true</acceptNvidiaLicence>");
  }
}
