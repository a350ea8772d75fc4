package io.hecktor.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.oci.Descriptor;
import io.hecktor.oci.DiffId;
import io.hecktor.oci.Layer;
import io.hecktor.plan.BaseImage;
import io.hecktor.testing.CudaLikeBase;
import io.hecktor.testing.LoopbackRegistry;
import io.hecktor.testing.PublishedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against a real registry, with images that skopeo pushed. */
class RegistryBaseIT {

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(CudaLikeBase.Form.class)
  void pullsEveryFormOfAnImageByTagAndByDigest(CudaLikeBase.Form form) throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.start()) {
      PublishedImage image = CudaLikeBase.get().publish(registry, form);

      BaseImage byTag = Puller.in(folder).pull(image.name());
      BaseImage byDigest = Puller.in(folder).pull(byTag.pinned());

      assertThat(byTag.pinned()).endsWith("@" + image.digest());
      assertThat(byTag.layers())
          .extracting(Layer::diffId)
          .extracting(DiffId::toString)
          .containsExactlyElementsOf(CudaLikeBase.get().diffIds());
      assertThat(byDigest.layers()).isEqualTo(byTag.layers());
    }
  }

  @Test
  void sendsALoginAndGoesOnWithADownload() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.startWithPassword()) {
      String reference =
          CudaLikeBase.get().publish(registry, CudaLikeBase.Form.values()[0]).reference();
      Puller puller = Puller.in(folder);
      assertThatThrownBy(() -> puller.pull(reference)).hasMessageContaining("status 401");
      Puller withLogin =
          puller.withLogin(registry.host(), LoopbackRegistry.USER, LoopbackRegistry.PASSWORD);
      Descriptor layer = withLogin.pull(reference).layers().get(0).descriptor();
      byte[] whole = withLogin.store().readSmall(layer);
      withLogin.store().evict(layer.digest());
      Path left = withLogin.store().download(layer.digest());
      Files.createDirectories(left.getParent());
      Files.write(left, Arrays.copyOf(whole, whole.length / 2));

      withLogin.pull(reference);

      assertThat(withLogin.store().readSmall(layer)).isEqualTo(whole);
      String work = "pulling " + layer.digest().abbreviated();
      assertThat(withLogin.progress().bytes.get(work)).isEqualTo(2L * whole.length);
    }
  }
}
