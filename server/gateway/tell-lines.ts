import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Lines, Word } from './lines.ts';

export const linesChannel = 'attend_line';

/** PostgreSQL's bound of a notification is 8,000 bytes; a word has about 130. */
const wordsAtOnce = 50;

const form = z.object({
  gateway: z.string(),
  words: z.array(
    z.object({
      device: z.string(),
      line: z.string(),
      mark: z.object({
        family: z.union([z.literal(4), z.literal(6)]),
        network: z.string(),
        whole: z.string(),
      }),
    }),
  ),
});

/**
 * Gateways of one database tell one another which connections have named which device, by notifications: nothing of it is
 * written to a table. Addresses are in it as keyed hashes alone.
 */
export class LineTalk {
  private readonly gateway = randomUUID().slice(0, 8);
  private readonly lines: Lines;

  constructor(lines: Lines) {
    this.lines = lines;
  }

  async tell(pool: Pool): Promise<void> {
    const words = this.lines.take();
    if (words.length === 0) return;
    const payloads: string[] = [];
    for (let at = 0; at < words.length; at += wordsAtOnce) {
      const some = words.slice(at, at + wordsAtOnce).map((word) => this.signed(word));
      payloads.push(JSON.stringify({ gateway: this.gateway, words: some }));
    }
    await pool.query(`select pg_notify('${linesChannel}', w) from unnest($1::text[]) as u (w)`, [payloads]);
  }

  hear(payload: string, now: number): void {
    const read = form.safeParse(safeJson(payload));
    // Our own come back too.
    if (!read.success || read.data.gateway === this.gateway) return;
    for (const word of read.data.words) this.lines.hear(word, now);
  }

  private signed(word: Word): Word {
    return { ...word, line: `${this.gateway}/${word.line}` };
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
