package io.hecktor.doctor;

import io.hecktor.Problem;

/**
 * A line of the diagnosis.
 *
 * @param subject what was looked at, in two or three words
 * @param state how it stands
 * @param found what was seen, in one line
 * @param remedy what to do about it, with something to paste; empty where nothing has to be done
 * @param stops whether images can't be built or saved because of it
 */
public record Remark(String subject, State state, String found, String remedy, boolean stops) {

  static Remark ok(String subject, String found) {
    return new Remark(subject, State.OK, found, "", false);
  }

  static Remark warning(String subject, String found, String remedy) {
    return new Remark(subject, State.WARNING, found, remedy, false);
  }

  /** Something that a problem describes; its reason is left out, as the line has a subject. */
  static Remark warning(String subject, Problem problem) {
    return warning(subject, withoutStop(problem.what()), problem.fix());
  }

  static Remark missing(String subject, String found, String remedy) {
    return new Remark(subject, State.MISSING, found, remedy, false);
  }

  static Remark notApplicable(String subject, String found) {
    return new Remark(subject, State.NOT_APPLICABLE, found, "", false);
  }

  /** Something without which no image can be built or saved. */
  static Remark stop(String subject, String found, String remedy) {
    return new Remark(subject, State.MISSING, found, remedy, true);
  }

  static Remark stop(String subject, Problem problem) {
    return stop(subject, withoutStop(problem.what()), problem.fix());
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
