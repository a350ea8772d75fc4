package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.sandbox.Attempts;
import io.hecktor.sandbox.Availability;
import io.hecktor.sandbox.CapturedStream;
import io.hecktor.sandbox.Ending;
import io.hecktor.sandbox.Engine;
import io.hecktor.sandbox.Exactness;
import io.hecktor.sandbox.GpuUse;
import io.hecktor.sandbox.MemoryUse;
import io.hecktor.sandbox.NetworkAttempt;
import io.hecktor.sandbox.RunObservation;
import io.hecktor.sandbox.RunSpec;
import io.hecktor.sandbox.WriteAttempt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs nothing, writes what a program might have written, and tells what the test wants told. */
final class FakeEngine implements Engine {

  /** What was asked of it. */
  final List<RunSpec> specs = new CopyOnWriteArrayList<>();

  Attempts<NetworkAttempt> network = named(List.of());
  Attempts<WriteAttempt> writes = named(List.of());
  Ending ending = ended(List.of());
  MemoryUse memory = new MemoryUse(5 << 20, OptionalLong.empty(), MemoryUse.Meter.SAMPLED, false);
  String output = "0.5";
  GpuUse gpu = GpuUse.none();
  boolean shortened;
  boolean mapsUser = true;
  InRun inRun = spec -> {};

  /** What else happens in a run. */
  interface InRun {
    void happens(RunSpec spec) throws HecktorException, IOException;
  }

  static <T> Attempts<T> named(List<T> attempts) {
    return new Attempts<>(Exactness.EXACT, "by looking", attempts.size(), attempts);
  }

  static Ending ended(List<String> leftOver) {
    return new Ending(0, OptionalInt.empty(), true, false, Optional.of(leftOver));
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Availability availability() {
    return new Availability.Works("it does nothing");
  }

  @Override
  public boolean mapsUser() {
    return mapsUser;
  }

  @Override
  public RunObservation run(RunSpec spec) throws HecktorException {
    specs.add(spec);
    try {
      Files.writeString(spec.folders().output().resolve("rfs.json"), output);
      Files.writeString(spec.files().stdout(), "said\n");
      Files.writeString(spec.files().stderr(), "");
      inRun.happens(spec);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RunObservation(
        name(),
        ending,
        Duration.ofSeconds(2),
        memory,
        network,
        writes,
        stream(spec.files().stdout()),
        stream(spec.files().stderr()),
        gpu);
  }

  private CapturedStream stream(Path file) {
    return new CapturedStream(file, 5, shortened);
  }
}
