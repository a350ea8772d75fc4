package io.hecktor.verify;

import io.hecktor.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The challenge's table of failures in the words of Java and of native libraries. Within a line the
 * first row counts, so narrow rows stand before wide ones. {@code $1} in a cause or a fix stands
 * for the pattern's first group.
 */
final class LastWordsTable {

  private static final String RESOURCES =
      "Put it below the task's `resources/` folder and open it as"
          + " `Path.of(System.getenv(\"HECKTOR_RESOURCES\"), …)`, then build again.";
  private static final String JLINK =
      "Let `<jre>` name a whole JDK's folder or `base`, or let the program or its jars require the"
          + " module, so that jlink takes it in.";
  private static final String NATIVE =
      "Take a base image that has it (`<base>`), or a jar that brings its native libraries.";
  private static final String WRITE =
      "Write to `HECKTOR_OUTPUT` or `/tmp` only, and send caches there: `-Duser.home=/tmp` in"
          + " `<jvmFlags>`.";
  private static final String OFFLINE =
      "Ship what it fetches in the task's `resources/`: there is no network at the challenge.";
  private static final String LESS_MEMORY =
      "Hold less at once, bound the heap with `-Xmx` in `<jvmFlags>` well below the limit, and leave"
          + " native libraries the rest.";
  private static final String GPU =
      "Ask for a GPU at the challenge and fall back to the CPU where there is none; here, see"
          + " `-Dhecktor.gpu`.";

  /** What Java says before the path of a file that is not there, and what may come after it. */
  private static final String MISSING =
      "(?:NoSuchFileException: |FileNotFoundException: (?=.+ \\(No such file or directory\\)))";

  private static final String REST = "(?:.+?(?= \\(No such file)|(?!.* \\(No such file).+)";

  private static final List<Row> ROWS =
      List.of(
          row(
              ErrorCode.SAID_LFS_POINTER,
              "git-lfs\\.github\\.com/spec|version https://git-lfs",
              "A model file is a git-lfs pointer, not the weights",
              "Run `git lfs install && git lfs pull`, then build again."),
          row(
              ErrorCode.SAID_FILE_MISSING,
              "Load model from (.+?) failed:.*(?:doesn't exist|No such file)",
              "The model file $1 is not in the image",
              RESOURCES),
          row(
              ErrorCode.SAID_MODEL_BROKEN,
              "Load model from (.+?) failed:.*[Pp]rotobuf",
              "The model file $1 is no ONNX model: cut short, or a git-lfs pointer",
              "Look at its first bytes with `head -c 100`; run `git lfs pull`, then build again."),
          row(
              ErrorCode.SAID_MODEL_BROKEN,
              "Load model from (.+?) failed",
              "ONNX Runtime cannot load $1",
              RESOURCES),
          row(
              ErrorCode.SAID_PROGRAM_MISSING,
              "Cannot run program \"(.+?)\".*error=2\\b",
              "The program $1 is not in the image",
              "Take a base image that has it (`<base>`), or do its work in Java."),
          row(
              ErrorCode.SAID_INPUT_MISSING,
              MISSING + "(/(?:tmp/)?input/" + REST + "|/opt/ml/input/" + REST + ")",
              "The case has no $1",
              "List the folder of inputs and take what is there; where the platform gives such a"
                  + " file, add it to the case's folder."),
          row(
              ErrorCode.SAID_FOLDER_MISSING,
              MISSING + "(/output/" + REST + "|/tmp/" + REST + ")",
              "There is no folder to write $1 to, or nothing to read there",
              "Call `Files.createDirectories(file.getParent())` before writing; both the output"
                  + " directory and `/tmp` are empty when a run begins."),
          row(
              ErrorCode.SAID_FILE_MISSING,
              MISSING + "([^/]" + REST + ")",
              "The path $1 is relative to the working directory, and it is not there",
              RESOURCES),
          row(
              ErrorCode.SAID_FILE_MISSING,
              "NoSuchFileException: (.+)",
              "The file $1 is not in the image",
              RESOURCES),
          row(
              ErrorCode.SAID_FILE_MISSING,
              "FileNotFoundException: (.+?) \\(No such file or directory\\)",
              "The file $1 is not in the image",
              RESOURCES),
          row(
              ErrorCode.SAID_NAME_UNSPELLABLE,
              "InvalidPathException: Malformed input",
              "The container's locale cannot spell a file's name",
              "Set `LC_ALL=C.UTF-8` in the base image, or name files in ASCII."),
          row(
              ErrorCode.SAID_READ_ONLY,
              "FileNotFoundException: (.+?) \\(Read-only file system\\)"
                  + "|FileSystemException: (.+?): Read-only file system",
              "It tried to write $1, and the image is read-only",
              WRITE),
          row(
              ErrorCode.SAID_DENIED,
              "AccessDeniedException: (.+)|FileNotFoundException: (.+?) \\(Permission denied\\)",
              "The image's user may not open $1",
              "Reading: `chmod -R a+rX` the task's `resources/`, then build again. Writing: use"
                  + " `HECKTOR_OUTPUT` or `/tmp`."),
          row(
              ErrorCode.SAID_MODULE_MISSING,
              "(?:NoClassDefFoundError|ClassNotFoundException):"
                  + " ((?:java|javax|jdk|sun|com[/.]sun|org[/.]w3c|org[/.]xml)[/.]\\S+)",
              "The class $1 belongs to a module that the run-time image lacks",
              JLINK),
          row(
              ErrorCode.SAID_MODULE_MISSING,
              "(?:Module (\\S+) not found|FindException: .*[Mm]odule (\\S+))",
              "The run-time image lacks the module $1",
              JLINK),
          row(
              ErrorCode.SAID_CLASS_MISSING,
              "NoClassDefFoundError: (?!Could not initialize)(\\S+)"
                  + "|ClassNotFoundException: (\\S+)|Could not find or load main class (\\S+)",
              "The class $1 is not on the class path",
              "Declare its jar as a dependency of scope `compile` or `runtime`; look at `mvn"
                  + " dependency:tree`, and at `<mainClass>`."),
          row(
              ErrorCode.SAID_MAIN_MISSING,
              "Main method (?:not found|is not static) in class ([^\\s,]+)",
              "The class $1 has no `public static void main(String[])`",
              "Correct `<mainClass>`, or write the method as Java wants it."),
          row(
              ErrorCode.SAID_CLASS_TOO_NEW,
              "UnsupportedClassVersionError: (\\S+)",
              "The class $1 is compiled for a newer Java than the image's",
              "Build with `maven.compiler.release` of the run-time image's version, or set"
                  + " `<jre>` to a newer JDK."),
          row(
              ErrorCode.SAID_CUDA_MISSING,
              "(lib(?:cuda|cudart|cublas|cublasLt|cudnn|cufft|curand|nvrtc|nvinfer)[^\\s:]*?\\.so[.\\d]*)"
                  + ": cannot open shared object file",
              "The CUDA library $1 is not in the image",
              "Take a base image with CUDA and cuDNN of the version that the jar asks for"
                  + " (`<base>`); the driver's libcuda comes from the host."),
          row(
              ErrorCode.SAID_LIBRARY_MISSING,
              "([^\\s:]{1,200}\\.so[.\\w]*): cannot open shared object file",
              "The library $1 is not in the image",
              NATIVE),
          row(
              ErrorCode.SAID_GLIBC_TOO_OLD,
              "version [`'](GLIBC(?:XX)?_[\\d.]+)' not found",
              "A native library asks for $1, newer than the image's C or C++ library",
              "Take a newer base image (`<base>`), or an older release of the library."),
          row(
              ErrorCode.SAID_LIBRARY_MISSING,
              "UnsatisfiedLinkError: (.+)",
              "A native library cannot be loaded: $1",
              NATIVE),
          row(
              ErrorCode.SAID_HEAP_FULL,
              "OutOfMemoryError: (?:Java heap space|GC overhead limit exceeded)",
              "The Java heap is full: by default it is a quarter of the memory that the JVM sees",
              "Give it more with `-XX:MaxRAMPercentage=60` or `-Xmx` in `<jvmFlags>`."),
          row(
              ErrorCode.SAID_BUFFERS_FULL,
              "OutOfMemoryError: (?:Cannot reserve .* direct buffer memory|Direct buffer memory)",
              "Direct buffers take more than the JVM allows itself",
              "Set `-XX:MaxDirectMemorySize` in `<jvmFlags>`, and free buffers that are done with."),
          row(
              ErrorCode.SAID_METASPACE_FULL,
              "OutOfMemoryError: (Metaspace|Compressed class space)",
              "The JVM's $1 is full",
              "Load fewer classes, or raise `-XX:MaxMetaspaceSize` in `<jvmFlags>`."),
          row(
              ErrorCode.SAID_HEAP_IMPOSSIBLE,
              "Invalid (?:initial|maximum) heap size|Could not reserve enough space"
                  + "|heap size set to a larger value than the maximum"
                  + "|heap size .* exceeds the maximum representable size",
              "The JVM cannot have the heap that it is told to take",
              "Lower `-Xmx` and `-Xms` in `<jvmFlags>`."),
          memory(
              "os::commit_memory\\(.*failed|Native memory allocation \\(\\w+\\) failed"
                  + "|insufficient memory for the Java Runtime",
              "The system refused the JVM memory"),
          memory(
              "unable to create (?:new )?native thread|pthread_create failed",
              "The system refused memory for a thread"),
          row(
              ErrorCode.SAID_NO_GPU,
              "CUDA driver version is insufficient|CUDA_ERROR_SYSTEM_DRIVER_MISMATCH",
              "The GPU's driver is older than the image's CUDA, or there is no GPU",
              GPU),
          row(
              ErrorCode.SAID_NO_GPU,
              "CUDA_ERROR_NO_DEVICE|no CUDA-capable device|cudaErrorNoDevice",
              "The program found no GPU",
              GPU),
          row(
              ErrorCode.SAID_GPU_MEMORY_FULL,
              "CUDA(?:_ERROR_|[ _])?(?:failure 2: )?out[ _]of[ _]memory|CUDA_ERROR_OUT_OF_MEMORY"
                  + "|cudaErrorMemoryAllocation|CU[A-Z]+_STATUS_ALLOC_FAILED",
              "The GPU's memory is full",
              "Use smaller patches or batches; the challenge's T4 has 16 GB."),
          row(
              ErrorCode.SAID_GPU_CODE_MISSING,
              "no kernel image is available|invalid device function",
              "The CUDA libraries have no code for this GPU",
              "Take a build that covers compute capability 7.5, the T4's."),
          memory(
              "std::bad_alloc|Cannot allocate memory|\\bENOMEM\\b"
                  + "|[Ff]ailed to allocate memory|AllocateRawInternal",
              "A native library was refused memory"),
          row(
              ErrorCode.SAID_NO_NETWORK,
              "UnknownHostException: ([^\\s:]+)|Name or service not known"
                  + "|Temporary failure in name resolution",
              "It looked up the host $1, and there is no network",
              OFFLINE),
          row(
              ErrorCode.SAID_NO_NETWORK,
              "ConnectException|NoRouteToHostException|SocketTimeoutException"
                  + "|HttpConnectTimeoutException|Network is unreachable",
              "It tried to connect, and there is no network",
              OFFLINE),
          row(
              ErrorCode.SAID_FLAG_UNKNOWN,
              "Unrecognized (?:VM )?option:? ['`]?(\\S+?)['`]?$",
              "The image's Java does not know the flag $1",
              "Take it out of `<jvmFlags>`, or set `<jre>` to a JDK that knows it."),
          row(
              ErrorCode.ENTRYPOINT_DENIED,
              "(?:\\bexec\\w*|failed to run command|failed to execute)\\b.*[Pp]ermission denied",
              "The image's user may not execute the entrypoint",
              "Make the file and its folders executable for all: `chmod -R a+rX` where it comes"
                  + " from; a `<jre>` folder included."),
          row(
              ErrorCode.ENTRYPOINT_MISSING,
              "(?:\\bexec\\w*|failed to run command|failed to execute)\\b.*[Nn]o such file or directory"
                  + "|executable file not found",
              "The entrypoint, or the loader that it asks for, is not in the image",
              "Take a base image with glibc (`<base>`); musl's (Alpine) cannot start this Java."),
          row(
              ErrorCode.ENTRYPOINT_FOREIGN,
              "[Ee]xec format error",
              "The entrypoint is made for another architecture",
              "Take `<jre>` and native libraries for linux/amd64."),
          row(
              ErrorCode.SAID_DISK_FULL,
              "No space left on device",
              "There was no space left for what it wrote",
              "Write less to `/tmp` and remove it as soon as it is done with; here, look at this"
                  + " machine's disk with `mvn hecktor:doctor`."),
          row(
              ErrorCode.SAID_READ_ONLY,
              "Read-only file system",
              "It tried to write where the image is read-only",
              WRITE),
          row(
              ErrorCode.SAID_DENIED,
              "Permission denied",
              "The image's user was refused a file",
              "Make files readable for all before they are packed, and write to `HECKTOR_OUTPUT` or"
                  + " `/tmp` only."),
          row(
              ErrorCode.ILLEGAL_INSTRUCTION,
              "#\\s+SIGILL",
              "Native code uses an instruction that this processor lacks",
              "Take a build of the library without AVX-512; the challenge's machines differ from"
                  + " yours."),
          row(
              ErrorCode.NATIVE_CRASH,
              "#\\s+(SIGSEGV|SIGBUS|SIGFPE)",
              "Native code crashed the JVM with $1",
              "Read the frame under `Problematic frame`, and add `-XX:ErrorFile=/tmp/hs_err.log` to"
                  + " `<jvmFlags>`; native tensors that are used after they were closed are the"
                  + " usual cause."));

  private static final Pattern UNCAUGHT =
      Pattern.compile(
          "^(?:Exception in thread \"[^\"]*\" |Caused by: |Error: )?"
              + "((?:[a-z]\\w*\\.)+[A-Z][\\w$]*(?:Exception|Error))\\b");

  private LastWordsTable() {}

  private record Row(ErrorCode code, Pattern pattern, String cause, String fix, boolean memory) {

    Optional<Diagnosis> match(String line) {
      Matcher matcher = pattern.matcher(line);
      if (!matcher.find()) {
        return Optional.empty();
      }
      String group = firstGroup(matcher);
      return Optional.of(
          new Diagnosis(code, cause.replace("$1", group), fix.replace("$1", group), line, memory));
    }

    private static String firstGroup(Matcher matcher) {
      for (int i = 1; i <= matcher.groupCount(); i++) {
        String group = matcher.group(i);
        if (group != null) {
          return group;
        }
      }
      return "";
    }
  }

  private static Row row(ErrorCode code, String pattern, String cause, String fix) {
    return new Row(code, Pattern.compile(pattern), cause, fix, false);
  }

  private static Row memory(String pattern, String cause) {
    return new Row(
        ErrorCode.SAID_MEMORY_REFUSED, Pattern.compile(pattern), cause, LESS_MEMORY, true);
  }

  /** What a line tells, by the first row that knows it. */
  static Optional<Diagnosis> match(String line) {
    return ROWS.stream().flatMap(row -> row.match(line).stream()).findFirst();
  }

  /** The exception that a line names, where a stack trace begins or goes on with it. */
  static Optional<String> exception(String line) {
    Matcher matcher = UNCAUGHT.matcher(line);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
