package dev.actp.runtime.export;

/** How records from here name their maker. */
final class Product {
  static final String NAME = "actp";
  static final String VERSION = "0.1";

  private Product() {}
}
