package dev.actp.runtime.registry;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A tenant's records in their order, a page of them in memory at a time.
 *
 * @param from the index of the first
 * @param end the index after the last
 */
public record LedgerPages(Queries queries, String tenant, long from, long end)
    implements Iterable<LedgerRow> {
  private static final int PAGE = 500;

  @Override
  public Iterator<LedgerRow> iterator() {
    return new Pages();
  }

  private final class Pages implements Iterator<LedgerRow> {
    private long next = from;
    private Iterator<LedgerRow> page = List.<LedgerRow>of().iterator();

    @Override
    public boolean hasNext() {
      if (!page.hasNext() && next < end) {
        int size = (int) Math.min(PAGE, end - next);
        page = queries.ledger(tenant, next, size).iterator();
      }
      return page.hasNext();
    }

    @Override
    public LedgerRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      LedgerRow row = page.next();
      next = row.index() + 1;
      return row;
    }
  }
}
