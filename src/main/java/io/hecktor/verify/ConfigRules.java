package io.hecktor.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The platform's rules about the image's config. */
final class ConfigRules {

  /** The form that the platform's start program understands; a name may not begin with '_'. */
  private static final Pattern USER =
      Pattern.compile("([A-Za-z][A-Za-z0-9._-]*|[0-9]+)(:([A-Za-z][A-Za-z0-9._-]*|[0-9]+))?");

  private static final Pattern ZERO = Pattern.compile("0+(:.*)?");

  private ConfigRules() {}

  /** Besides what the import refuses: forms that it takes and that then run as root. */
  static UploadFinding user(String user) {
    String lower = user.toLowerCase(Locale.ROOT);
    boolean root =
        lower.isEmpty()
            || lower.equals("root")
            || lower.startsWith("root:")
            || ZERO.matcher(lower).matches();
    if (root) {
      return new UploadFinding.Failed(
          UploadRule.USER,
          "the user is `" + user + "`",
          "The container runs as root. Please add a user, group and USER instruction to your"
              + " Dockerfile, rebuild, test and upload the container image again.",
          "Set <user>1000:1000</user> in the plugin's <configuration>.");
    }
    return USER.matcher(user).matches()
        ? new UploadFinding.Passed(UploadRule.USER, user)
        : new UploadFinding.Failed(
            UploadRule.USER,
            "the user is `" + user + "`",
            "Invalid argument for the containers USER instruction",
            "Set <user>1000:1000</user> in the plugin's <configuration>.");
  }

  static UploadFinding architecture(String architecture, String os) {
    String observed = os + "/" + architecture;
    if (architecture.equals("amd64") && !os.equals("linux")) {
      return new UploadFinding.Failed(
          UploadRule.ARCHITECTURE,
          observed,
          "An unexpected error occurred",
          "Choose a <base> for linux/amd64.");
    }
    return architecture.equals("amd64")
        ? new UploadFinding.Passed(UploadRule.ARCHITECTURE, observed)
        : new UploadFinding.Failed(
            UploadRule.ARCHITECTURE,
            observed,
            "Architecture type '"
                + architecture
                + "' is not supported. Please provide a container"
                + " image built for 'amd64'.",
            "Choose a <base> for linux/amd64.");
  }

  static UploadFinding environment(JsonNode entries) {
    List<String> wrong = new ArrayList<>();
    entries.forEach(
        entry -> {
          if (entry.asText("").indexOf('=') < 1) {
            wrong.add(entry.asText(""));
          }
        });
    return wrong.isEmpty()
        ? new UploadFinding.Passed(UploadRule.ENVIRONMENT, entries.size() + " entries")
        : new UploadFinding.Failed(
            UploadRule.ENVIRONMENT,
            "without '=': " + String.join(", ", wrong),
            "nothing: the import stays at 'Started' and blocks the next one",
            "Choose a <base> whose environment is well-formed.");
  }

  static UploadFinding command(JsonNode runtime) {
    int words = runtime.path("Entrypoint").size() + runtime.path("Cmd").size();
    return words > 0
        ? new UploadFinding.Passed(UploadRule.COMMAND, words + " words")
        : new UploadFinding.Failed(
            UploadRule.COMMAND,
            "neither Entrypoint nor Cmd",
            "An unexpected error occurred",
            "Build the image with `mvn hecktor:build`.");
  }
}
