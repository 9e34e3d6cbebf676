import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Says what was measured, and keeps it for `npm run soak` where ATTEND_FIGURES names a folder. */
export function keepFigures(name: string, figures: Readonly<Record<string, number>>): void {
  console.info(`${name}: ${JSON.stringify(figures)}`);
  const folder = process.env.ATTEND_FIGURES;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(figures));
}
