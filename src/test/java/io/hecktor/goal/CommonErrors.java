package io.hecktor.goal;

import static io.hecktor.goal.CommonError.java;
import static io.hecktor.goal.CommonError.of;
import static io.hecktor.goal.CommonError.plain;
import static io.hecktor.goal.CommonError.program;

import io.hecktor.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The challenge's common errors, each as a run that meets it. */
final class CommonErrors {

  private static final String MASK = "images/tumor-lymph-node-segmentation";
  private static final String RESOURCES = "HECKTOR_RESOURCES";
  private static final String SCRATCH = "`HECKTOR_OUTPUT` or `/tmp`";

  private CommonErrors() {}

  static List<CommonError> all() {
    return Stream.of(
            files(), classes(), libraries(), limits(), starts(), ends(), outputs(), words())
        .flatMap(List::stream)
        .toList();
  }

  private static List<CommonError> files() {
    return List.of(
        of("a model's path is wrong", "read", "/opt/app/resources/fold1.onnx")
            .tells(
                ErrorCode.SAID_FILE_MISSING,
                "The file /opt/app/resources/fold1.onnx is not in the image.",
                RESOURCES),
        of("a model's path is relative", "open", "resources/model.onnx")
            .workingIn("/")
            .tells(
                ErrorCode.SAID_FILE_MISSING,
                "The path resources/model.onnx is relative to the working directory, and it is not",
                RESOURCES),
        of("a missing file's exception is wrapped", "wrapped")
            .tells(ErrorCode.SAID_FILE_MISSING, "resources/fold0.onnx is not in", RESOURCES),
        of("the input has another folder", "read", "/tmp/input/images/ct-planning/scan.mha")
            .tells(
                ErrorCode.SAID_INPUT_MISSING,
                "The case has no /tmp/input/images/ct-planning/scan.mha.",
                "List the folder"),
        of("the platform's input has another folder", "open", "/input/rt-dose.json")
            .profile("hecktor2025-platform")
            .tells(
                ErrorCode.SAID_INPUT_MISSING, "The case has no /input/rt-dose.json.", "List the"),
        of("the output's folder is not made", "write", "/tmp/output/images/mask/output.mha")
            .tells(
                ErrorCode.SAID_FOLDER_MISSING,
                "There is no folder to write /tmp/output/images/mask/output.mha to",
                "Files.createDirectories"),
        of("the weights are a git-lfs pointer", "pointer", "resources/pointer.onnx")
            .tells(ErrorCode.SAID_LFS_POINTER, "is a git-lfs pointer", "git lfs pull"),
        of("a model is closed to the user", "read", "/opt/app/resources/closed.onnx")
            .tells(
                ErrorCode.SAID_DENIED,
                "The image's user may not open /opt/app/resources/closed.onnx.",
                "chmod -R a+rX"),
        of("it writes into the app's folder", "write", "/opt/app/cache.bin")
            .tells(ErrorCode.RUN_FILESYSTEM, "/opt/app/cache.bin", "caches and logs to `/tmp`")
            .tells(ErrorCode.SAID_READ_ONLY, "tried to write /opt/app/cache.bin", SCRATCH),
        of("it writes over its resources", "rewrite", "/opt/app/resources/model.onnx")
            .tells(ErrorCode.RUN_FILESYSTEM, "/opt/app/resources/model.onnx", "to `/tmp`")
            .tells(ErrorCode.SAID_READ_ONLY, "tried to write /opt/app/resources/model", SCRATCH),
        of("the disk is full", "fill", "/dev/full")
            .tells(ErrorCode.SAID_DISK_FULL, "no space left", "Write less"),
        of("a name is beyond the locale", "read", "größe.onnx")
            .speaking("POSIX")
            .tells(ErrorCode.SAID_NAME_UNSPELLABLE, "cannot spell", "LC_ALL=C.UTF-8"));
  }

  private static List<CommonError> classes() {
    return List.of(
        of("a jar is not shipped", "class")
            .tells(
                ErrorCode.SAID_CLASS_MISSING,
                "The class org.library.Gone is not on the class path.",
                "dependency:tree"),
        of("a module is not linked", "driver")
            .tells(ErrorCode.SAID_MODULE_MISSING, "The class java.sql.Driver belongs", "jlink"),
        plain("the main class is misspelt", List.of("-cp", "app.jar", "org.example.Mishap"))
            .tells(ErrorCode.SAID_CLASS_MISSING, "org.example.Mishap is not on", "<mainClass>"),
        plain("the main class has no main", List.of("-cp", "app.jar", "org.example.Uses"))
            .tells(
                ErrorCode.SAID_MAIN_MISSING,
                "The class org.example.Uses has no `public static void main(String[])`.",
                "<mainClass>"),
        plain("the class path is relative", List.of("-cp", "app.jar", "org.example.Mishaps"))
            .workingIn("/")
            .tells(ErrorCode.SAID_CLASS_MISSING, "org.example.Mishaps is not on", "dependency"),
        plain("a class is too new", List.of("-cp", "app.jar", "org.example.Newer"))
            .tells(ErrorCode.SAID_CLASS_TOO_NEW, "org/example/Newer", "maven.compiler.release"));
  }

  private static List<CommonError> libraries() {
    return List.of(
        of("a native library is not there", "library", "onnxruntime")
            .tells(ErrorCode.SAID_LIBRARY_MISSING, "no onnxruntime in", "brings its native"),
        of("a library's own library is not there", "load", "/opt/app/lib/libneedy.so")
            .tells(
                ErrorCode.SAID_LIBRARY_MISSING,
                "The library libabsent.so.3 is not in the image.",
                "<base>"),
        of("cuDNN is not in the base", "load", "/opt/app/lib/libcudaneedy.so")
            .tells(ErrorCode.SAID_CUDA_MISSING, "The CUDA library libcudnn.so.9", "cuDNN"),
        of("the C library is too old", "load", "/opt/app/lib/libnewer.so")
            .tells(ErrorCode.SAID_GLIBC_TOO_OLD, "asks for GLIBC_2.99", "newer base image"),
        crash("native code reads wild memory", "segv", ErrorCode.NATIVE_CRASH, "SIGSEGV", "closed"),
        crash("the processor is too old", "ill", ErrorCode.ILLEGAL_INSTRUCTION, "lacks", "AVX-512"),
        of("a native library gives up", "load", "/opt/app/lib/libabort.so")
            .tells(ErrorCode.NATIVE_ABORT, "A native library gave up", "stderr.log"),
        of("something kills it", "load", "/opt/app/lib/libkill.so")
            .tells(ErrorCode.KILLED, "killed by SIGKILL", "-Xmx"));
  }

  private static CommonError crash(
      String name, String library, ErrorCode code, String cause, String fix) {
    return java(
            name,
            List.of("-XX:ErrorFile=/tmp/hs_err.log", "-XX:-CreateCoredumpOnCrash"),
            List.of("load", "/opt/app/lib/lib" + library + ".so"))
        .tells(code, cause, fix);
  }

  private static List<CommonError> limits() {
    return List.of(
        java("the heap is full", List.of("-Xmx16m"), List.of("heap"))
            .tells(ErrorCode.SAID_HEAP_FULL, "The Java heap is full", "MaxRAMPercentage"),
        java("direct buffers are full", List.of("-XX:MaxDirectMemorySize=1m"), List.of("direct"))
            .tells(ErrorCode.SAID_BUFFERS_FULL, "Direct buffers", "MaxDirectMemorySize"),
        java("the metaspace is full", List.of("-XX:MaxMetaspaceSize=2m"), List.of("nothing"))
            .tells(ErrorCode.SAID_METASPACE_FULL, "Metaspace is full", "MaxMetaspaceSize"),
        java("the heap is larger than can be", List.of("-Xmx999999g"), List.of("nothing"))
            .tells(ErrorCode.SAID_HEAP_IMPOSSIBLE, "cannot have the heap", "Lower `-Xmx`"),
        java("the heap begins too large", List.of("-Xms64m", "-Xmx32m"), List.of("nothing"))
            .tells(ErrorCode.SAID_HEAP_IMPOSSIBLE, "cannot have the heap", "`-Xms`"),
        java(
                "the platform refuses memory",
                List.of("-XX:ErrorFile=/tmp/e", "-Xms700m", "-Xmx700m"),
                List.of("heap"))
            .data(600)
            .tells(ErrorCode.RUN_MEMORY, "refused memory beyond 600 MiB", "-Xmx")
            .tells(ErrorCode.SAID_MEMORY_REFUSED, "refused", "-Xmx"),
        java("it takes too much memory", List.of("-Xmx600m"), List.of("heap"))
            .memory(150)
            .tells(ErrorCode.RUN_MEMORY, "over the limit of 150 MiB", "-Xmx"),
        of("it takes too long", "sleep")
            .within(Duration.ofSeconds(1))
            .tells(ErrorCode.RUN_TIME, "Time limit exceeded", "Make it faster"),
        of("it needs the network", "fetch", "huggingface.co")
            .tells(ErrorCode.RUN_NETWORK, "DNS huggingface.co", "resources/")
            .tells(ErrorCode.SAID_NO_NETWORK, "looked up the host huggingface.co", "resources/"));
  }

  private static List<CommonError> starts() {
    return List.of(
        of("it starts Python", "start", "python3")
            .tells(ErrorCode.SAID_PROGRAM_MISSING, "The program python3 is not", "in Java"),
        java("a flag is unknown", List.of("-XX:+UseNoSuchGC"), List.of("nothing"))
            .tells(ErrorCode.SAID_FLAG_UNKNOWN, "not know the flag UseNoSuchGC", "<jvmFlags>"),
        program("the entrypoint is not there", List.of("/opt/app/run.sh"))
            .tells(ErrorCode.ENTRYPOINT_MISSING, "entrypoint", "<base>"),
        program("the entrypoint is not executable", List.of("/opt/app/closed"))
            .tells(ErrorCode.ENTRYPOINT_DENIED, "may not", "chmod"),
        of("the entrypoint is for another machine", "say", "exec /opt/app/run: exec format error")
            .tells(ErrorCode.ENTRYPOINT_FOREIGN, "another architecture", "linux/amd64"));
  }

  private static List<CommonError> ends() {
    return List.of(
        of("it ends with another exit code", "exit", "3")
            .tells(ErrorCode.UNEXPLAINED_EXIT, "exit code 3", "one clear line to stderr"),
        of("nobody catches an exception", "throw")
            .tells(
                ErrorCode.UNCAUGHT_EXCEPTION,
                "The program ended with java.lang.IllegalStateException. It said",
                "stderr.log"),
        of("it hides an exception", "swallow")
            .tells(ErrorCode.FAILURE_SWALLOWED, "java.io.IOException", "another exit code"),
        of("it leaves a child", "leave")
            .tells(ErrorCode.PROCESSES_LEFT, "left 1 processes", "Wait for children"),
        of("its log is not UTF-8", "bytes")
            .profile("hecktor2025-platform")
            .tells(ErrorCode.RUN_LOG, "stdout is not UTF-8 in line 1", "stdout.encoding"));
  }

  private static List<CommonError> outputs() {
    return List.of(
        of("an output is missing", "nothing")
            .tells(ErrorCode.OUTPUT_MISSING, "rfs.json is missing", "/tmp/output/rfs.json"),
        of("an output has another name", "json", "result.json", "0.5")
            .tells(ErrorCode.OUTPUT_MISSING, "result.json", "/tmp/output/rfs.json")
            .tells(ErrorCode.RUN_OUTPUT, "needless file", "/tmp"),
        json("an output is not JSON", "0,5", "no JSON", "0.42"),
        json("an output is NaN", "NaN", "holds NaN", "0.42"),
        json("an output has another type", "\"0.5\"", "not a bare number", "0.42"),
        json("an output is an object", "{\"rfs\": 0.5}", "not a bare number", "bare value"),
        of("a truth is a number", "json", "hpv-status.json", "1")
            .task("task3")
            .tells(ErrorCode.OUTPUT_JSON, "not a bare true or false", "true"),
        of("an output is a folder", "folder", "rfs.json")
            .tells(ErrorCode.OUTPUT_KIND, "rfs.json is not a file", "Write a file"),
        of("an output is a link", "link", "rfs.json", "/opt/app/resources/model.onnx")
            .tells(ErrorCode.OUTPUT_LINK, "rfs.json is a symbolic link", "Files.copy"),
        mask("there are two masks", "a.mha,b.mha", "1", "MET_UCHAR")
            .tells(ErrorCode.OUTPUT_SEVERAL, "holds 2 images", "Write one `.mha`"),
        mask("a mask has a label of its own", "a.mha", "3", "MET_UCHAR")
            .tells(ErrorCode.OUTPUT_LABELS, "has the label 3 (1 voxel)", "only 0, 1, 2"),
        mask("a mask is of numbers", "a.mha", "0", "MET_FLOAT")
            .tells(ErrorCode.OUTPUT_IMAGE, "MET_FLOAT", "MET_UCHAR"),
        mask("a mask lies elsewhere", "a.mha", "1", "MET_UCHAR")
            .tells(ErrorCode.OUTPUT_GEOMETRY, "is not where", "Resample"),
        of("a mask is none", "json", MASK, "no folder")
            .task("task1")
            .tells(ErrorCode.OUTPUT_KIND, "is not a folder", "one `.mha`"));
  }

  private static CommonError json(String name, String text, String cause, String fix) {
    return of(name, "json", "rfs.json", text).tells(ErrorCode.OUTPUT_JSON, cause, fix);
  }

  private static CommonError mask(String name, String files, String label, String type) {
    return of(name, "mask", MASK, files, label, type).task("task1");
  }

  /** What needs a GPU or ONNX Runtime to happen: their words, from a program that fails so. */
  private static List<CommonError> words() {
    String ort = "ai.onnxruntime.OrtException: Error code - ORT_";
    return List.of(
        of("a model is cut short", "say", ort + "FAIL: Load model from m.onnx failed:Protobuf")
            .tells(ErrorCode.SAID_MODEL_BROKEN, "The model file m.onnx is no ONNX", "git lfs"),
        of("there is no GPU", "say", ort + "FAIL: CUDA failure 100: no CUDA-capable device")
            .tells(ErrorCode.SAID_NO_GPU, "found no GPU", "fall back to the CPU"),
        of("the GPU is full", "say", ort + "FAIL: CUDA failure 2: out of memory")
            .tells(ErrorCode.SAID_GPU_MEMORY_FULL, "GPU's memory is full", "smaller patches"),
        of("the GPU is too old", "say", ort + "FAIL: no kernel image is available")
            .tells(ErrorCode.SAID_GPU_CODE_MISSING, "no code for this GPU", "7.5"));
  }
}
