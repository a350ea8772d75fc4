package io.hecktor.doctor;

import java.util.List;

/**
 * What one examination found.
 *
 * @param title what it is about
 * @param remarks in the order in which people read them
 */
public record Chapter(String title, List<Remark> remarks) {

  /** Copies the list. */
  public Chapter {
    remarks = List.copyOf(remarks);
  }
}
