import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readSettings } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'attend-agencies-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'southside.secret'), 'between the two\n');
writeFileSync(join(folder, 'empty.secret'), '\n');

const agency = {
  id: 'southside',
  name: 'Southside County',
  issuer: 'https://login.southside.example/tenant',
  clientId: 'attend',
  clientSecretFile: 'southside.secret',
  domains: ['southside.example'],
};
function readWith(agencies: unknown) {
  const config = join(folder, 'attend.json');
  writeFileSync(config, JSON.stringify({ agencies }));
  return readSettings({ config }, {}).agencies;
}

test('an agency is read with its secret, from beside the configuration file', () => {
  expect(readWith([agency])).toEqual([
    {
      id: 'southside',
      name: 'Southside County',
      issuer: 'https://login.southside.example/tenant',
      clientId: 'attend',
      clientSecret: 'between the two',
      domains: ['southside.example'],
      secondFactor: 'claimed',
      acr: [],
    },
  ]);
  expect(readWith(undefined)).toEqual([]);
  // This machine alone does without TLS.
  expect(readWith([{ ...agency, issuer: 'http://127.0.0.1:9000' }])).toHaveLength(1);
});

test.each<[string, object, RegExp]>([
  ['without TLS', { issuer: 'http://login.southside.example' }, /agencies\.0\.issuer" is no https address/],
  ['without domains', { domains: [] }, /agencies\.0\.domains" is empty/],
  ['with an address for a domain', { domains: ['ana@southside.example'] }, /is no domain/],
  ['with the secret in the file', { clientSecret: 'in the open' }, /a field that is none: clientSecret/],
  ['with another word for the second factor', { secondFactor: 'maybe' }, /neither claimed nor trusted/],
  ['whose secret is not there', { clientSecretFile: 'gone.secret' }, /agency southside cannot be read/],
  ['whose secret is empty', { clientSecretFile: 'empty.secret' }, /is empty/],
])('an agency %s is refused, and the field is named', (_name, wrong, fault) => {
  expect(() => readWith([{ ...agency, ...wrong }])).toThrow(fault);
});

test('no two agencies have one id or one issuer', () => {
  expect(() => readWith([agency, agency])).toThrow('has an id twice');
  expect(() => readWith([agency, { ...agency, id: 'other' }])).toThrow('has an issuer twice');
});
