/** One side of a merge: rows in the order of their serial numbers, some at a time; none: it is at its end. */
export type Side<Row> = { readonly next: () => Promise<readonly Row[]> };
export type Merged<A, B> = {
  readonly serial: string;
  readonly left: readonly A[];
  readonly right: readonly B[];
};

/**
 * CST-9: two sides in one order, joined serial by serial. Nothing but the rows of one serial number and of one page a side is held at a time.
 */
export async function* mergeBySerial<
  A extends { readonly serial: string },
  B extends { readonly serial: string },
>(left: Side<A>, right: Side<B>): AsyncGenerator<Merged<A, B>[]> {
  const [a, b] = [new Groups(left), new Groups(right)];
  let batch: Merged<A, B>[] = [];
  for (;;) {
    // Awaited only where a page is at its end: millions of turns of the event loop would cost more than the work.
    if (a.isSpent()) await a.refill();
    if (b.isSpent()) await b.refill();
    const [one, other] = [a.serial(), b.serial()];
    if (one === null && other === null) break;
    const serial = one === null || (other !== null && other < one) ? other : one;
    if (serial === null) break;
    batch.push({
      serial,
      left: one === serial ? (a.take() ?? (await a.takeAcross())) : [],
      right: other === serial ? (b.take() ?? (await b.takeAcross())) : [],
    });
    if (batch.length >= 1_000) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** Holds one page of a side. */
class Groups<Row extends { readonly serial: string }> {
  private page: readonly Row[] = [];
  private at = 0;
  private ended = false;
  private readonly side: Side<Row>;
  constructor(side: Side<Row>) {
    this.side = side;
  }
  isSpent = (): boolean => this.at >= this.page.length && !this.ended;
  serial = (): string | null => this.page[this.at]?.serial ?? null;
  async refill(): Promise<void> {
    this.page = await this.side.next();
    this.at = 0;
    if (this.page.length === 0) this.ended = true;
  }
  /** The rows of the serial number that is next; null where they may go on beyond this page. */
  take(): Row[] | null {
    const serial = this.page[this.at]?.serial;
    let end = this.at + 1;
    while (this.page[end]?.serial === serial && end < this.page.length) end += 1;
    if (end >= this.page.length && !this.ended) return null;
    const rows = this.page.slice(this.at, end);
    this.at = end;
    return rows;
  }
  async takeAcross(): Promise<Row[]> {
    const serial = this.serial();
    const rows = this.page.slice(this.at);
    for (;;) {
      await this.refill();
      const other = this.page.findIndex((row) => row.serial !== serial);
      rows.push(...this.page.slice(0, other === -1 ? this.page.length : other));
      this.at = other === -1 ? this.page.length : other;
      if (other !== -1 || this.ended) return rows;
    }
  }
}
