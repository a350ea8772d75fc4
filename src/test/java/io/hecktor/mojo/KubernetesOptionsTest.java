package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.ProjectException;
import io.hecktor.goal.KubernetesRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesOptionsTest {

  private static final Path PROJECT = Path.of("/project");

  private static KubernetesRequest.Volume volume(String claim) throws ProjectException {
    return KubernetesOptions.volume(
        new KubernetesOptions.WayTexts("registry.example.org/me", claim, "/mnt/lab"), PROJECT);
  }

  @ParameterizedTest
  @CsvSource({
    "lab-data, lab-data, ''",
    "lab-data:users/me, lab-data, users/me",
    "lab-data:/users/me/, lab-data, users/me",
  })
  void readsAClaimWithOrWithoutAFolder(String text, String claim, String folder)
      throws ProjectException {
    assertThat(volume(text))
        .isEqualTo(new KubernetesRequest.Volume(claim, folder, Path.of("/mnt/lab")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Lab_Data", "lab:../etc", "lab:a/$(HOME)", "lab:"})
  void refusesAClaimThatKubernetesWould(String text) {
    assertThatThrownBy(() -> volume(text))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("hecktor.kubernetesClaim is `" + text + "`.");
  }

  @Test
  void namesWhatIsMissing() {
    KubernetesOptions.WayTexts none = new KubernetesOptions.WayTexts(null, "lab-data", " ");

    assertThatThrownBy(() -> KubernetesOptions.repository(none))
        .hasMessageContaining("hecktor.kubernetesRepository is not set.")
        .hasMessageContaining("-Dhecktor.kubernetesRepository=registry.example.org/me/hecktor");
    assertThatThrownBy(() -> KubernetesOptions.volume(none, PROJECT))
        .hasMessageContaining("hecktor.kubernetesFolder is not set.");
  }

  @Test
  void readsWhatEachPodGets() throws ProjectException {
    KubernetesRequest.Pod pod =
        KubernetesOptions.pod(
            new KubernetesOptions.PodTexts(
                4, 1, "8g", "secret", List.of("accelerator=t4", " zone = a")));

    assertThat(pod.tmpBytes()).isEqualTo(8L << 30);
    assertThat(pod.pullSecret()).isEqualTo(Optional.of("secret"));
    assertThat(pod.nodeSelector()).containsEntry("accelerator", "t4").containsEntry("zone", "a");
  }

  @Test
  void refusesWhatNoPodCanHave() {
    assertThatThrownBy(() -> pod(-1, "8g", "a=b")).hasMessageContaining("kubernetesGpus is `-1`");
    assertThatThrownBy(() -> pod(0, "much", "a=b")).hasMessageContaining("kubernetesTmp is `much`");
    assertThatThrownBy(() -> pod(0, "8g", "t4")).hasMessageContaining("NodeSelector has `t4`");
  }

  private static void pod(int gpus, String tmp, String label) throws ProjectException {
    KubernetesOptions.pod(new KubernetesOptions.PodTexts(4, gpus, tmp, null, List.of(label)));
  }

  @Test
  void knowsThreePlacesWhereCasesRun() throws ProjectException {
    assertThat(ClusterOptions.place("kubernetes")).isEqualTo(ClusterOptions.Place.KUBERNETES);
    assertThat(ClusterOptions.place("slurm")).isEqualTo(ClusterOptions.Place.SLURM);
    assertThatThrownBy(() -> ClusterOptions.place("Slurm"))
        .hasMessageContaining("hecktor.executor is `Slurm`.");
  }
}
