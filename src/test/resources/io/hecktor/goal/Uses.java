package org.example;

/** Needs a library that is not shipped, and has no main method. */
final class Uses {

  void run() {
    System.out.println(new org.library.Gone());
  }
}
