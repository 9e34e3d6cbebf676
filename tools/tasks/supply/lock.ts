import { readFileSync } from 'node:fs';
import { root } from '../run.ts';

/** One entry of package-lock.json (lockfileVersion 3), as far as it is read here. */
export type LockedPackage = {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  /** `sha512-BASE64`: npm refuses to unpack anything else. */
  readonly integrity?: string;
  /** Where it comes from; absent for the registry's (`omit-lockfile-registry-resolved`), a folder for a workspace's link. */
  readonly resolved?: string;
  /** A link to one of our workspaces. */
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
};

export type Lock = {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, LockedPackage>>;
};
export type RootManifest = { readonly allowScripts?: Readonly<Record<string, boolean>> };

/** Somebody else's package, under the path where npm puts it. */
export type Locked = LockedPackage & { readonly path: string; readonly name: string };

export const readLock = (): Lock => JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8'));
export const readManifest = (): RootManifest => JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));

const folder = 'node_modules/';

/** `node_modules/a/node_modules/@b/c` is `@b/c`. */
const nameOfPath = (path: string): string => path.slice(path.lastIndexOf(folder) + folder.length);

/** All that is not ours. */
export const listForeign = ({ packages }: Lock): readonly Locked[] =>
  Object.entries(packages)
    .filter(([path, { link }]) => path.includes(folder) && link !== true)
    .map(([path, entry]) => ({ ...entry, path, name: entry.name ?? nameOfPath(path) }));

/** Our own: the root and the workspaces. */
export const listOwn = ({ packages }: Lock): readonly Locked[] =>
  Object.entries(packages)
    .filter(([path]) => !path.includes(folder))
    .map(([path, entry]) => ({ ...entry, path, name: entry.name ?? path }));

/** The path at which `name` is found from a package at `from`, as Node does: in its own folder, then in each folder above. */
export function resolve({ packages }: Lock, from: string, name: string): string | null {
  for (let above: string | null = from; above !== null; ) {
    const path = above === '' ? `${folder}${name}` : `${above}/${folder}${name}`;
    const found = packages[path];
    if (found !== undefined) return found.link === true ? (found.resolved ?? null) : path;
    const cut = above.lastIndexOf(`/${folder}`);
    above = above === '' ? null : cut < 0 ? '' : above.slice(0, cut);
  }
  return null;
}
