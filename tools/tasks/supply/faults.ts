import type { Finding } from '../house/files.ts';
import { licenceOf, mayComeIn } from './licences.ts';
import { type Lock, type Locked, listForeign, listOwn, type RootManifest } from './lock.ts';

export const whySupply: Readonly<Record<string, string>> = {
  'dependency licence':
    'Under which licence it comes decides whether agencies may use the whole: read it, then add it to tools/tasks/supply/licences.ts with why, or take another package.',
  'dependency integrity':
    'Without a hash npm unpacks whatever it is given. Remove the entry from package-lock.json and install it again.',
  'dependency source':
    'Only the registry’s releases have a version that cannot change: no git, no address, no file. Publish it, or bring its code in as ours.',
  'dependency version':
    'Exact versions in each package.json: the lock then says all, and an update is a commit of its own.',
  'dependency script':
    'It runs on every machine that installs, with all rights of whoever does. Read the script; if it must run, name it in allowScripts of package.json.',
  'script allowed without need':
    'Nothing of this name has an install script any more: take it out of allowScripts.',
};

/** Everything about what others wrote and we deliver that does not hold. */
export function findSupplyFaults(lock: Lock, { allowScripts = {} }: RootManifest): readonly Finding[] {
  const foreign = listForeign(lock);
  const scripted = new Set(foreign.filter((one) => one.hasInstallScript).map(({ name }) => name));
  const needless = Object.keys(allowScripts).filter((name) => !scripted.has(name));
  return [
    ...foreign.flatMap((one) => faultsOf(one, allowScripts)),
    ...listOwn(lock).flatMap(looseVersions),
    ...needless.map((name) => found('package.json', 'script allowed without need', name)),
  ];
}

const found = (path: string, rule: string, says: string): Finding => ({ path, line: null, rule, says });

function faultsOf(one: Locked, allowScripts: Readonly<Record<string, boolean>>): Finding[] {
  const { path, name, version = '', integrity, resolved, inBundle, hasInstallScript } = one;
  const faults: Finding[] = [];
  const license = licenceOf(one);
  if (license === undefined || !mayComeIn(name, license))
    faults.push(found(path, 'dependency licence', license ?? 'none'));
  // What a package brings inside its own archive is covered by that archive's hash.
  if (inBundle !== true && !/^sha(512|384|256)-[A-Za-z0-9+/]+={0,2}$/.test(integrity ?? ''))
    faults.push(found(path, 'dependency integrity', integrity ?? 'none'));
  // A registry's address differs from machine to machine and is left out; anything that is said is another source.
  if (resolved !== undefined) faults.push(found(path, 'dependency source', resolved));
  else if (!/^\d+\.\d+\.\d+/.test(version)) faults.push(found(path, 'dependency source', version));
  if (hasInstallScript === true && allowScripts[name] !== true)
    faults.push(found(path, 'dependency script', name));
  return faults;
}

const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

function looseVersions({ path, dependencies, devDependencies, optionalDependencies }: Locked): Finding[] {
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    .filter(([, version]) => !exact.test(version))
    .map(([name, version]) =>
      found(`${path === '' ? '' : `${path}/`}package.json`, 'dependency version', `${name} ${version}`),
    );
}
