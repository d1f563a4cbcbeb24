package dev.actp.runtime.service;

/**
 * How much may be written, so that no flood fills a disk.
 *
 * @param refusals how many denials of one agent, and how many refused acts of one caller, have a
 *     record each in any minute: 0 to {@value #REFUSALS_MAX}. What is more is counted
 * @param room bytes that the store may take, at least {@value #ROOM_MIN}; 0 for any number. When 95
 *     % are used up, every decision is a denial, and the rest is for administration. When all is
 *     used up, what takes something back still works
 */
public record RecordBounds(int refusals, long room) {
  /** The most refusals of anybody that have a record each in a minute. */
  public static final int REFUSALS_MAX = 100_000;

  /** The least room that a store can be given: 1 MiB. */
  public static final long ROOM_MIN = 1L << 20;

  /** 600 refusals a minute, and any room. */
  public static final RecordBounds USUAL = new RecordBounds(600, 0);

  private static final int PARTS = 20;

  public RecordBounds {
    if (refusals < 0 || refusals > REFUSALS_MAX) {
      throw new IllegalArgumentException("refusals are 0 to " + REFUSALS_MAX);
    }
    if (room != 0 && room < ROOM_MIN) {
      throw new IllegalArgumentException("the room is 0 or at least " + ROOM_MIN + " bytes");
    }
  }

  /** The same with room for so many bytes. */
  public RecordBounds withRoom(long bytes) {
    return new RecordBounds(refusals, bytes);
  }

  /** The same with another number of refusals. */
  public RecordBounds withRefusals(int most) {
    return new RecordBounds(most, room);
  }

  /** Whether there is room for something where so many bytes are used. */
  boolean roomFor(Need need, long used) {
    return room == 0
        || switch (need) {
          case WORK -> used < room - room / PARTS;
          case ADMINISTRATION -> used < room;
          case UPKEEP -> true;
          case TAKING_BACK -> true;
        };
  }
}
