/**
 * A key service as small as it can be, for the tests of the command source: wraps with the keys of a file, one JSON object of
 * base64 by generation, and answers the line protocol of docs/operations/keys.md.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [path = '', manner = 'usual'] = process.argv.slice(2);
const keys: Record<string, string> = JSON.parse(readFileSync(path, 'utf8'));

const keyOf = (generation: string): Buffer => {
  const key = keys[generation];
  if (key === undefined) throw new Error(`no generation ${generation} in this service`);
  return Buffer.from(key, 'base64');
};

function answer([request = '', generation = '', text = '']: readonly string[]): string {
  if (manner === 'garbled') return 'a line of a log';
  if (request === 'generation') return `ok ${Math.max(0, ...Object.keys(keys).map(Number))}`;
  if (request === 'retire') {
    delete keys[generation];
    writeFileSync(path, JSON.stringify(keys));
    return 'ok';
  }
  const bytes = Buffer.from(text, 'base64');
  if (request === 'wrap') {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', keyOf(generation), iv);
    const out = Buffer.concat([iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    return `ok ${out.toString('base64')}`;
  }
  if (request !== 'unwrap') return 'error no such request';
  // A service that answers, and with another key.
  if (manner === 'another') return `ok ${randomBytes(32).toString('base64')}`;
  const decipher = createDecipheriv('aes-256-gcm', keyOf(generation), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(-16));
  return `ok ${Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('base64')}`;
}

for await (const line of createInterface({ input: process.stdin })) {
  let said: string;
  try {
    said = answer(line.split(' '));
  } catch (thrown) {
    said = `error ${thrown instanceof Error ? thrown.message : 'unknown'}`;
  }
  process.stdout.write(`${said}\n`);
}
