import type { StoredRoot } from '../../database/repositories/audit-chain.ts';
import type { ChainRow, HeadRow } from '../../database/repositories/audit-verify.ts';
import { nothingBefore, rootStatement, sha256 } from '../canonical.ts';
import { addLeaf, emptyTree, rootOf, type Tree } from '../merkle.ts';
import { dayOf, nextDay, type Report } from './finding.ts';
import type { Roots } from './roots.ts';

/** Builds each day's tree along the walk and compares it with the day's root. */
export class DayTrees {
  private readonly roots: Roots;
  private readonly report: Report;
  private day: string | null = null;
  private tree: Tree = emptyTree();
  /** The position after the last entry. */
  private next = 1n;
  private link: Buffer = nothingBefore;
  private at: string | null = null;

  constructor(roots: Roots, report: Report) {
    this.roots = roots;
    this.report = report;
    this.day = roots.first;
  }

  add(row: ChainRow, leaf: Buffer): void {
    const day = dayOf(row.at);
    this.day ??= day;
    // A day before the running one is out of order, and was reported so.
    while (this.day < day) this.close();
    addLeaf(this.tree, leaf);
    this.next = BigInt(row.position) + 1n;
    this.link = row.link;
    this.at = row.at;
  }

  /** After the walk: the days that have a root and no entries behind them, and the running one. */
  finish(head: HeadRow | null): void {
    const last = this.roots.last?.day;
    while (this.day !== null && last !== undefined && this.day <= last) this.close();
    if (head === null) {
      this.report('missing', 'The row that says where the chain ends is missing.');
      return;
    }
    this.compareHead(head);
  }

  private close(): void {
    const { day } = this;
    if (day === null) return;
    const root = this.roots.byDay.get(day);
    if (root === undefined) this.report('missing', `The root of ${day} is missing.`);
    else this.compare(root);
    this.day = nextDay(day);
    this.tree = emptyTree();
  }

  private compare(root: StoredRoot): void {
    const first = this.next - BigInt(this.tree.size);
    const { day } = root;
    if (root.entries !== String(this.tree.size))
      this.report(
        'altered',
        `The root of ${day} is of ${root.entries} entries, and the chain has ${this.tree.size} of that day.`,
      );
    else if (root.first_position !== String(first))
      this.report(
        'altered',
        `The root of ${day} begins at position ${root.first_position}, and the day’s first is ${first}.`,
      );
    else if (!root.root.equals(rootOf(this.tree)))
      this.report('altered', `The entries of ${day} do not give its root.`);
    if (!root.head.equals(this.link))
      this.report('altered', `The root of ${day} ends with another link than the chain had then.`);
  }

  private compareHead(head: HeadRow): void {
    const at = `The row that says where the chain ends`;
    const position = String(this.next - 1n);
    if (head.position !== position)
      this.report('missing', `${at} says position ${head.position}, and the chain ends at ${position}.`);
    else if (!head.link.equals(this.link)) this.report('altered', `${at} names another last link.`);
    else if (this.at !== null && head.at !== this.at)
      this.report('altered', `${at} names another time than that of the last position.`);
    const last = this.roots.last;
    const statement = last === null ? nothingBefore : sha256(rootStatement(last));
    if (!head.last_statement.equals(statement))
      this.report('altered', `${at} names another last root than the last there is.`);
    // With no root and no entry yet there is nothing to compare the day with.
    const day = this.day ?? head.day;
    const grown =
      head.day_entries === String(this.tree.size) &&
      head.day_first === String(this.next - BigInt(this.tree.size));
    const same = head.subtrees.length === this.tree.subtrees.length;
    if (
      head.day !== day ||
      !grown ||
      !same ||
      !head.subtrees.every((one, n) => this.tree.subtrees[n]?.equals(one))
    )
      this.report('altered', `${at} describes the running day, ${day}, otherwise than its entries do.`);
  }
}
