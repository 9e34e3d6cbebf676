import { describe, expect, test } from 'vitest';
import { listGrave, readAdvisories } from './advisories.ts';
import { findSupplyFaults, whySupply } from './faults.ts';
import { allowedFor, allowedLicences, isAllowed, licenceOf, readLicences } from './licences.ts';
import { type Lock, type LockedPackage, listForeign, readLock, readManifest } from './lock.ts';
import { type Component, makeSbom } from './sbom.ts';

const lock = readLock();
const hash = `sha512-${Buffer.alloc(64, 7).toString('base64')}`;
const good: LockedPackage = { version: '1.2.3', license: 'MIT', integrity: hash };
const lockOf = (entry: LockedPackage, root: LockedPackage = {}): Lock => ({
  lockfileVersion: 3,
  packages: { '': root, 'node_modules/one': good, 'node_modules/one/node_modules/two': entry },
});
const rulesOf = (entry: LockedPackage, root?: LockedPackage, allowScripts = {}): string[] =>
  findSupplyFaults(lockOf(entry, root), { allowScripts }).map(({ rule }) => rule);

describe('what others wrote', () => {
  test('SUP-1 this checkout’s lock file has nothing to be put right', () => {
    expect(listForeign(lock).length).toBeGreaterThan(100);
    expect(findSupplyFaults(lock, readManifest())).toEqual([]);
  });

  test.each<readonly [string, LockedPackage, string]>([
    ['no licence', { version: '1.2.3', integrity: hash }, 'dependency licence'],
    ['a licence that asks for more', { ...good, license: 'AGPL-3.0-only' }, 'dependency licence'],
    ['one of two that are both asked', { ...good, license: 'MIT AND GPL-2.0-only' }, 'dependency licence'],
    ['a licence that only others may have', { ...good, license: 'MPL-2.0' }, 'dependency licence'],
    ['a licence nobody knows', { ...good, license: 'SEE LICENSE IN FILE' }, 'dependency licence'],
    ['no hash', { version: '1.2.3', license: 'MIT' }, 'dependency integrity'],
    ['a weak hash', { ...good, integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }, 'dependency integrity'],
    ['git', { ...good, resolved: 'git+ssh://git@example.org/two.git#0123abc' }, 'dependency source'],
    ['an address', { ...good, resolved: 'http://example.org/two.tgz' }, 'dependency source'],
    ['a file', { ...good, resolved: 'file:../two' }, 'dependency source'],
    ['a version that is an address', { ...good, version: 'file:two.tgz' }, 'dependency source'],
    ['an install script', { ...good, hasInstallScript: true }, 'dependency script'],
  ])('SUP-1 found: %s', (_, entry, rule) => {
    expect(rulesOf(entry)).toEqual([rule]);
    expect(whySupply[rule]).toBeDefined();
  });

  test('SUP-1 what is right is left alone, and a permission that nobody needs is found', () => {
    expect(rulesOf(good)).toEqual([]);
    expect(rulesOf({ ...good, license: '(GPL-2.0-only OR MIT)' })).toEqual([]);
    expect(rulesOf({ ...good, hasInstallScript: true }, {}, { two: true })).toEqual([]);
    expect(rulesOf(good, {}, { two: true })).toEqual(['script allowed without need']);
    expect(rulesOf(good, { dependencies: { one: '^1.2.3' } })).toEqual(['dependency version']);
    expect(rulesOf(good, { devDependencies: { one: '1.2.3' } })).toEqual([]);
  });

  test('expressions of licences are read whole or refused', () => {
    const allowed = (one: string): boolean => one === 'A' || one === 'B';
    for (const yes of ['A', 'A OR X', 'X OR A', 'A AND B', '(A)', '(X OR A) AND B', 'X AND Y OR A'])
      expect(isAllowed(yes, allowed), yes).toBe(true);
    for (const no of [
      '',
      'X',
      'A AND X',
      '(A',
      'A)',
      'A B',
      'A OR',
      'OR A',
      '()',
      'A WITH B',
      'X OR (A AND Y)',
    ])
      expect(isAllowed(no, allowed), no).toBe(false);
  });

  test('a licence that somebody has read is that of one version, which is here and says none itself', () => {
    for (const { name, version, licence } of readLicences) {
      const found = listForeign(lock).filter((one) => one.name === name);
      expect(found.map((one) => [one.version, one.license])).toEqual([[version, undefined]]);
      expect(licence in allowedLicences).toBe(true);
      expect(licenceOf({ name, version: '0.0.1' })).toBeUndefined();
    }
  });

  test('each licence is there for somebody, with why', () => {
    const used = new Set(listForeign(lock).flatMap(({ license }) => license?.match(/[\w.+-]+/g) ?? []));
    const needless = Object.keys(allowedLicences).filter((one) => !used.has(one) && one !== 'PostgreSQL');
    expect(needless).toEqual([]);
    for (const { licence, packages } of allowedFor)
      expect(listForeign(lock).some(({ name, license }) => packages.test(name) && license === licence)).toBe(
        true,
      );
    // What asks for more may build and test: the program must not need it.
    const asksMore = listForeign(lock).filter(
      (one) => !isAllowed(licenceOf(one) ?? '', (licence) => licence in allowedLicences),
    );
    expect(asksMore.length).toBeGreaterThan(0);
    const needed = makeSbom(lock).components.filter(({ scope }) => scope === 'required');
    const needs = new Set(needed.map(({ purl }) => purl));
    expect(
      asksMore.map(({ name, version }) => `pkg:npm/${name}@${version}`).filter((purl) => needs.has(purl)),
    ).toEqual([]);
  });
});

describe('the SBOM', () => {
  const sbom = makeSbom(lock);
  const byRef = new Map(sbom.components.map((one) => [one['bom-ref'], one]));
  const uses = new Map(sbom.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));

  test('SUP-2 names each package of the lock file once, with version, licence, hash and purl', () => {
    const locked = new Set(
      listForeign(lock).map(({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`),
    );
    const foreign = sbom.components.filter(({ group }) => group !== '@attend');
    expect(new Set(foreign.map(({ purl }) => purl))).toEqual(locked);
    expect(foreign).toHaveLength(locked.size);
    for (const { hashes, licenses, version } of foreign) {
      expect(hashes?.[0]?.content).toMatch(/^[0-9a-f]{128}$/);
      expect(hashes?.[0]?.alg).toBe('SHA-512');
      expect(licenses).toHaveLength(1);
      expect(version).toMatch(/^\d/);
    }
  });

  test('SUP-2 says who uses whom: what is delivered is what the program reaches, the rest is for building', () => {
    const reached = new Set<string>();
    const waiting = ['attend'];
    for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
      if (reached.has(ref)) continue;
      reached.add(ref);
      waiting.push(...(uses.get(ref) ?? []));
    }
    for (const ref of reached) expect(ref === 'attend' || byRef.has(ref), ref).toBe(true);
    const outside = sbom.components.filter((one) => !reached.has(one['bom-ref']));
    expect(outside.length).toBeGreaterThan(50);
    expect(outside.filter(({ scope }) => scope !== 'excluded')).toEqual([]);
    expect([...reached].filter((ref) => byRef.get(ref)?.scope === 'excluded')).toEqual([]);
    // Of two versions each user has the one that Node would find.
    const nested = lockOf({ ...good, version: '2.0.0' });
    const packages = {
      ...nested.packages,
      'node_modules/two': good,
      'node_modules/one': { ...good, dependencies: { two: '2.0.0' } },
      '': { dependencies: { one: '1.2.3', two: '1.2.3' } },
    };
    const made = makeSbom({ lockfileVersion: 3, packages });
    expect(made.dependencies).toEqual(
      expect.arrayContaining([
        { ref: 'attend', dependsOn: ['pkg:npm/one@1.2.3', 'pkg:npm/two@1.2.3'] },
        { ref: 'pkg:npm/one@1.2.3', dependsOn: ['pkg:npm/two@2.0.0'] },
      ]),
    );
  });

  test('SUP-2 names the programs inside packages as scanners know them', () => {
    const inside = (name: string): readonly Component[] =>
      sbom.components.find((one) => one.purl?.startsWith(`pkg:npm/${name}@`))?.components ?? [];
    expect(inside('%40embedded-postgres/linux-x64')[0]?.cpe).toMatch(
      /^cpe:2\.3:a:postgresql:postgresql:18\.\d+:/,
    );
    expect(inside('node')[0]?.cpe).toContain(`:node.js:${process.versions.node}:`);
  });

  test('SUP-2 is the same for the same lock file, and another for another', () => {
    expect(JSON.stringify(makeSbom(lock))).toBe(JSON.stringify(sbom));
    expect(makeSbom(lockOf(good)).serialNumber).not.toBe(sbom.serialNumber);
    expect(sbom.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});

describe('advisories', () => {
  const packages = { 'node_modules/used': {}, 'node_modules/built': { dev: true } };
  const report = (vulnerabilities: object) =>
    readAdvisories(JSON.stringify({ auditReportVersion: 2, vulnerabilities }), {
      lockfileVersion: 3,
      packages,
    });

  test('SUP-3 nobody asked is not the same as nothing found', () => {
    expect(report({})).toEqual({ kind: 'asked', advisories: [] });
    for (const output of [
      '',
      'npm error audit endpoint returned an error',
      '<html>{}</html>',
      '{"error":{"code":"ENOAUDIT"}}',
    ])
      expect(readAdvisories(output, { lockfileVersion: 3, packages }).kind, output).toBe('unreachable');
  });

  test('SUP-3 what is grave in what is delivered counts, unless it was accepted and the day has not passed', () => {
    const answer = report({
      used: { severity: 'high', nodes: ['node_modules/used'] },
      built: { severity: 'critical', nodes: ['node_modules/built'] },
      both: { severity: 'critical', nodes: ['node_modules/built', 'node_modules/used'] },
      slight: { severity: 'moderate', nodes: ['node_modules/used'] },
    });
    if (answer.kind !== 'asked') throw new Error('an answer was given');
    const names = (today: string, acceptances = {}) =>
      listGrave(answer.advisories, today, acceptances).map(({ name }) => name);
    expect(names('2026-11-26')).toEqual(['used', 'both']);
    const until = { used: { until: '2026-12-01', why: 'the function concerned is not called' } };
    expect(names('2026-12-01', until)).toEqual(['both']);
    expect(names('2026-12-02', until)).toEqual(['used', 'both']);
  });
});
