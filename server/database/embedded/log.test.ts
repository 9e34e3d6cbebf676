import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { boundLog, logPath, logSize, openLog, readLogFrom } from './log.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'attend-log-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

test('a log that grew too large is put aside while its writer goes on writing', () => {
  const files = folder();
  const log = openLog(files);
  writeSync(log, 'before\n');
  boundLog(files, 100);
  expect(existsSync(`${logPath(files)}.1`)).toBe(false);
  writeSync(log, `${'x'.repeat(100)}\n`);
  boundLog(files, 100);
  writeSync(log, 'after\n');
  expect(readFileSync(logPath(files), 'utf8')).toBe('after\n');
  expect(readFileSync(`${logPath(files)}.1`, 'utf8')).toMatch(/^before\nx{100}\n$/);
  expect(statSync(logPath(files)).mode & 0o777).toBe(0o600);
});

test('what was said since a start is read alone', () => {
  const files = folder();
  expect(logSize(files)).toBe(0);
  const log = openLog(files);
  writeSync(log, 'an earlier start\n');
  const size = logSize(files);
  writeSync(log, 'this start\n');
  expect(readLogFrom(files, size)).toBe('this start\n');
});
