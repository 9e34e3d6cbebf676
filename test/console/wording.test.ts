import '../../web/ui/testing/english.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alertOutcomes, alertStatuses } from '@attend/contracts/alerts';
import { alertKinds, certainties, severities } from '@attend/kernel';
import { describe, expect, test } from 'vitest';
import {
  certaintyWords,
  kindMeaning,
  kindWords,
  outcomeGroups,
  outcomeWords,
  severityWords,
  statusWords,
} from '../../web/ui/words/alerts.ts';
import { wordedReasons } from '../../web/ui/words/reasons.ts';

const monitor = join(dirname(fileURLToPath(import.meta.url)), '../../packages/monitor');

/** Every reason code that stands in the monitor's sources, and the clock's, which are put together there. */
function reasonCodes(): string[] {
  const found = new Set<string>();
  for (const entry of readdirSync(monitor, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts') || entry.name.endsWith('.test.ts')) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    for (const [, code] of text.matchAll(/\bcode: '([a-z-]+)'/g)) if (code) found.add(code);
    for (const [, code] of text.matchAll(/'((?:inside|outside)-by-more-than-accuracy)'/g))
      if (code) found.add(code);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is looked for as text.
    if (text.includes('code: `clock-${clock}`')) {
      for (const [, clock] of text.matchAll(/clock !== '([a-z-]+)'/g))
        if (clock !== 'stamp') found.add(`clock-${clock}`);
    }
  }
  return [...found].sort();
}

test('every reason that the monitor gives has a wording, and no wording stands for nothing', () => {
  const codes = reasonCodes();
  expect(codes.length).toBeGreaterThan(15);
  expect([...wordedReasons].sort()).toEqual(codes);
});

describe('every word of the contracts has its own on the screen', () => {
  test.each([
    ['kinds', alertKinds, kindWords],
    ['meanings of kinds', alertKinds, kindMeaning],
    ['severities', severities, severityWords],
    ['certainties', certainties, certaintyWords],
    ['statuses', alertStatuses, statusWords],
    ['outcomes', alertOutcomes, outcomeWords],
  ] as const)('%s', (_name, values, words) => {
    const said = values.map((value) => (words as (value: string) => string)(value));
    expect(said.every((text, index) => text.length > 0 && text !== values[index])).toBe(true);
    expect(new Set(said).size).toBe(values.length);
  });

  test('every outcome can be chosen once', () => {
    const offered = outcomeGroups().flatMap((group) => group.outcomes);
    expect([...offered].sort()).toEqual([...alertOutcomes].sort());
  });
});
