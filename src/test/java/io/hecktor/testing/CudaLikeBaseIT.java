package io.hecktor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CudaLikeBaseIT {

  @ParameterizedTest
  @CsvSource({
    "DOCKER_LIST,     application/vnd.docker.distribution.manifest.list.v2+json",
    "DOCKER_MANIFEST, application/vnd.docker.distribution.manifest.v2+json",
    "OCI_INDEX,       application/vnd.oci.image.index.v1+json",
    "OCI_MANIFEST,    application/vnd.oci.image.manifest.v1+json"
  })
  void isPublishedInEachForm(CudaLikeBase.Form form, String mediaType) {
    try (LoopbackRegistry registry = LoopbackRegistry.start()) {
      PublishedImage image = CudaLikeBase.get().publish(registry, form);
      JsonNode manifest =
          Skopeo.manifest(registry, registry.host() + "/nvidia/cuda@" + image.digest());

      assertThat(manifest.path("mediaType").asText(mediaType)).isEqualTo(mediaType);
      assertThat(image.reference()).startsWith(registry.host() + "/nvidia/cuda:12.4.1-cudnn");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DOCKER_LIST", "OCI_INDEX"})
  void listsBothPlatforms(CudaLikeBase.Form form) {
    try (LoopbackRegistry registry = LoopbackRegistry.startWithPassword()) {
      PublishedImage image = CudaLikeBase.get().publish(registry, form);
      JsonNode manifests = Skopeo.manifest(registry, image.name()).path("manifests");

      assertThat(StreamSupport.stream(manifests.spliterator(), false))
          .extracting(manifest -> manifest.at("/platform/architecture").textValue())
          .containsExactly("amd64", "arm64");
    }
  }

  @Test
  void carriesNvidiasConfig() {
    JsonNode config = CudaLikeBase.get().config().path("config");

    assertThat(config.path("Env").toString())
        .contains("NVIDIA_VISIBLE_DEVICES=all", "NVIDIA_DRIVER_CAPABILITIES=compute,utility")
        .contains("NVIDIA_REQUIRE_CUDA=cuda>=12.4 brand=tesla,driver>=470,driver<471");
    assertThat(config.at("/Labels/maintainer").textValue()).startsWith("NVIDIA CORPORATION");
    assertThat(config.at("/Entrypoint/0").textValue()).isEqualTo(CudaLikeLayers.ENTRYPOINT);
  }

  @Test
  void hasSixLayersOfWhichTwoAreEqual() {
    List<String> diffIds = CudaLikeBase.get().diffIds();

    assertThat(diffIds).hasSize(6);
    assertThat(diffIds.get(5)).isEqualTo(diffIds.get(4));
    assertThat(diffIds.stream().distinct()).hasSize(5);
  }

  @Test
  void unpacksToARootFileSystemWithItsLinksAndWithoutWhatWasRemoved() {
    RealTool.requireRoot();
    Umoci umoci = new Umoci(CudaLikeBase.get().layout());
    try (ScratchFolder scratch = ScratchFolder.create("bundle")) {
      Path root = umoci.unpack("amd64", scratch.path().resolve("bundle")).resolve("rootfs");

      assertThat(root.resolve("bin")).isSymbolicLink();
      assertThat(root.resolve("usr/local/cuda")).isSymbolicLink();
      assertThat(root.resolve("usr/bin/zdump")).doesNotExist();
      assertThat(root.resolve("usr/share/common-licenses").toFile().list()).containsOnly("README");
      assertThat(root.resolve("usr/bin/sh"))
          .hasSameBinaryContentAs(root.resolve("usr/bin/busybox"));
      assertThat(Command.of("chroot", root, "/usr/bin/getent", "passwd", "root").succeed().stdout())
          .startsWith("root:");
    }
  }
}
