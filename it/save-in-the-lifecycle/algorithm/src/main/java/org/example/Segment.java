package org.example;

import org.example.features.Volume;

public final class Segment {
  public static void main(String[] args) {
    System.out.println(Volume.of(2));
  }
}
