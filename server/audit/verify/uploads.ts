import {
  type BatchWithMembers,
  countUploads,
  hashUploads,
  listUploads,
  readNextBatch,
  readProgrammesOf,
  readWaiting,
  type UploadName,
} from '../../database/repositories/audit-verify.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import { sha256, uploadLeaf } from '../canonical.ts';
import { addLeaf, emptyTree, rootOf } from '../merkle.ts';
import { dayFromDigits, type Report } from './finding.ts';
import { partName } from './removed.ts';

const memberLength = 18;
const atOnce = 2_000;
/** Of one set of keys when unexpected uploads are looked for: some tens of megabytes. */
const mostInMemory = 250_000;
const mostNamed = 100;

type Member = UploadName & { readonly mark: Buffer };

/** Five bytes of assignment, five of version, eight of the upload's hash (migration 0014). */
function* membersOf(members: Buffer): Generator<Member> {
  for (let at = 0; at + memberLength <= members.length; at += memberLength) {
    yield {
      assignment: String(members.readUIntBE(at, 5)),
      version: String(members.readUIntBE(at + 5, 5)),
      mark: members.subarray(at + 10, at + memberLength),
    };
  }
}

/** What retention removed: whole days as YYYYMMDD, and one programme's part of a day as `partName` has it. */
export type Gone = { readonly days: readonly string[]; readonly parts: ReadonlySet<string> };

/** Uploads against the batches under which they stand. Remembers a number a day. */
export class UploadCheck {
  /** How many of a day were found where a batch says. */
  private readonly present = new Map<string, number>();
  private readonly client: Queryable;
  private readonly dropped: ReadonlySet<string>;
  private readonly parts: ReadonlySet<string>;
  private readonly report: Report;
  uploads = 0;
  droppedUploads = 0;

  constructor(client: Queryable, gone: Gone, report: Report) {
    this.client = client;
    this.dropped = new Set(gone.days.map(dayFromDigits));
    this.parts = gone.parts;
    this.report = report;
  }

  async check(batch: BatchWithMembers, position: string): Promise<void> {
    const { day, members } = batch;
    const gone = this.dropped.has(day);
    if (members === null) {
      if (gone) this.droppedUploads += Number(batch.uploads);
      else
        this.report(
          'missing',
          `At position ${position}, the list of the ${batch.uploads} uploads of batch ${batch.id} is missing.`,
        );
      return;
    }
    if (!sha256(members).equals(batch.members_hash))
      this.report(
        'altered',
        `At position ${position}, the list of the uploads of batch ${batch.id} was altered.`,
      );
    const tree = emptyTree();
    let page: Member[] = [];
    let whole = true;
    for (const member of membersOf(members)) {
      page.push(member);
      if (page.length < atOnce) continue;
      whole = (await this.checkPage(day, page, tree, position)) && whole;
      page = [];
    }
    if (page.length > 0) whole = (await this.checkPage(day, page, tree, position)) && whole;
    this.uploads += tree.size;
    // What is gone or altered has been named one by one; here what only the whole can tell.
    if (whole && !rootOf(tree).equals(batch.root))
      this.report(
        'altered',
        `At position ${position}, the uploads of batch ${batch.id} (${day}) do not give its root.`,
      );
  }

  private async checkPage(
    day: string,
    members: readonly Member[],
    tree: ReturnType<typeof emptyTree>,
    position: string,
  ): Promise<boolean> {
    const hashes = await hashUploads(
      this.client,
      day,
      members.map(({ assignment }) => assignment),
      members.map(({ version }) => version),
    );
    let whole = true;
    const lawful = await this.findLawful(
      day,
      members.filter((_, n) => (hashes[n] ?? null) === null),
    );
    for (const [n, { assignment, version, mark }] of members.entries()) {
      const hash = hashes[n] ?? null;
      const said = `upload ${version} of assignment ${assignment} (${day}, position ${position})`;
      const leaf = uploadLeaf(BigInt(assignment), BigInt(version), day, hash ?? sha256());
      addLeaf(tree, leaf);
      if (hash === null && lawful.has(assignment)) {
        this.droppedUploads += 1;
        this.uploads -= 1;
      } else if (hash === null) this.report('missing', `The ${said} is missing.`);
      else this.present.set(day, (this.present.get(day) ?? 0) + 1);
      if (hash !== null && !leaf.subarray(0, 8).equals(mark))
        this.report('altered', `The ${said} is not what was committed.`);
      else if (hash !== null) continue;
      whole = false;
    }
    return whole;
  }

  /** Of missing uploads the assignments of programmes whose term for this day is over. */
  private async findLawful(day: string, missing: readonly Member[]): Promise<ReadonlySet<string>> {
    if (missing.length === 0 || this.parts.size === 0) return new Set();
    const assignments = [...new Set(missing.map(({ assignment }) => assignment))];
    const programmes = await readProgrammesOf(this.client, assignments);
    return new Set(
      [...programmes].flatMap(([assignment, programme]) =>
        this.parts.has(partName(day, programme)) ? [assignment] : [],
      ),
    );
  }

  /** After the walk: whether there are uploads that no commit told of. */
  async checkInserted(): Promise<void> {
    const waiting = new Map<string, Set<string>>();
    let after = '0';
    for (;;) {
      const rows = await readWaiting(this.client, after, 500);
      for (const row of rows) {
        after = row.id;
        if (row.kind !== 'uploads') continue;
        const day = dayFromDigits(row.entry_id);
        const names = waiting.get(day) ?? new Set();
        for (const [n, assignment] of (row.assignments ?? []).entries())
          names.add(`${assignment} ${row.versions?.[n]}`);
        waiting.set(day, names);
      }
      if (rows.length === 0) break;
    }
    for (const [day, count] of await countUploads(this.client)) {
      const expected = (this.present.get(day) ?? 0) + (waiting.get(day)?.size ?? 0);
      // A dropped day's list is gone; what is left of it was held.
      if (count > expected && !this.dropped.has(day))
        await this.nameInserted(day, count, waiting.get(day) ?? new Set());
    }
  }

  /** Part by part of the assignments, so that memory stays bounded however many there are. */
  private async nameInserted(day: string, count: number, waiting: ReadonlySet<string>): Promise<void> {
    const parts = Math.ceil(count / mostInMemory);
    let named = 0;
    for (let rest = 0; rest < parts && named < mostNamed; rest += 1) {
      const known = new Set(waiting);
      let batch = await readNextBatch(this.client, day, '0');
      while (batch !== null) {
        for (const { assignment, version } of membersOf(batch.members ?? Buffer.alloc(0)))
          if (Number(assignment) % parts === rest) known.add(`${assignment} ${version}`);
        batch = await readNextBatch(this.client, day, batch.id);
      }
      let after: UploadName = { assignment: '-1', version: '-1' };
      for (;;) {
        const rows = await listUploads(this.client, day, [rest, parts], after, atOnce);
        for (const one of rows) {
          after = one;
          if (known.has(`${one.assignment} ${one.version}`) || named >= mostNamed) continue;
          named += 1;
          this.report(
            'inserted',
            `The upload ${one.version} of assignment ${one.assignment} (${day}) was never committed by a gateway.`,
          );
        }
        if (rows.length < atOnce) break;
      }
    }
  }
}
