/**
 * Licences under which a package may come in, by SPDX identifier, each with why. Whoever adds one has read it. What is not here
 * is refused by `npm run check`: the program is given to agencies under Apache-2.0, so nothing in it may ask more of them.
 */
export const allowedLicences: Readonly<Record<string, string>> = {
  MIT: 'notice of copyright',
  ISC: 'as MIT',
  '0BSD': 'asks for nothing',
  'BSD-2-Clause': 'notice of copyright',
  'BSD-3-Clause': 'notice of copyright; no use of names',
  'Apache-2.0': 'our own: notice, and a grant of patents',
  'MIT-0': 'as MIT, and asks for no notice',
  'BlueOak-1.0.0': 'as MIT, with a grant of patents',
  Unlicense: 'given to the public',
  'CC0-1.0': 'given to the public',
  'OFL-1.1':
    'fonts: notice of copyright, not sold by themselves, another name for changed ones; what embeds them is free of it (its FAQ, 1.1)',
  PostgreSQL: 'as BSD: the database server inside the embedded packages',
};

/** More is asked under these: allowed for the named packages alone, and why that is met. */
export const allowedFor: readonly {
  readonly licence: string;
  readonly packages: RegExp;
  readonly why: string;
}[] = [
  {
    licence: 'MPL-2.0',
    packages: /^lightningcss(-|$)|^axe-core$/,
    why: 'used to build and to test, unchanged, and no part of what is delivered: the duty to give out changed files does not arise',
  },
  {
    licence: 'LGPL-3.0-or-later',
    packages: /^@img\/sharp-/,
    why: 'libvips, as sharp’s makers build it: a library of its own beside ours, linked when it is loaded, unchanged; whoever has the program may put another in its place',
  },
  {
    licence: 'CC-BY-4.0',
    packages: /^caniuse-lite$/,
    why: 'data for building, no part of what is delivered',
  },
];

/** Packages whose manifest names no licence, in exactly this version, with the one that its own LICENSE file is. Whoever adds one has read it. */
export const readLicences: readonly {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}[] = [{ name: 'png-js', version: '2.0.0', licence: 'MIT' }];

/** As the manifest says it, or as somebody has read it; undefined: nobody knows. */
export const licenceOf = (one: {
  readonly name: string;
  readonly version?: string;
  readonly license?: string;
}): string | undefined =>
  one.license ??
  readLicences.find(({ name, version }) => name === one.name && version === one.version)?.licence;

/** `MIT`, `(MIT OR CC0-1.0)`, `Apache-2.0 AND MIT`: whether an SPDX expression is met by what is allowed. Anything else is not. */
export function isAllowed(expression: string, allowed: (licence: string) => boolean): boolean {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const term = (): boolean => {
    const token = tokens[at++];
    if (token !== '(') return token !== undefined && /^[\w.+-]+$/.test(token) && allowed(token);
    const inner = either();
    return tokens[at++] === ')' && inner;
  };
  // Both sides are always read: what follows must be an expression too.
  const both = (): boolean => {
    let met = term();
    while (tokens[at] === 'AND') {
      at += 1;
      met = term() && met;
    }
    return met;
  };
  const either = (): boolean => {
    let met = both();
    while (tokens[at] === 'OR') {
      at += 1;
      met = both() || met;
    }
    return met;
  };
  return either() && at === tokens.length;
}

export const mayComeIn = (name: string, expression: string): boolean =>
  isAllowed(
    expression,
    (licence) =>
      licence in allowedLicences ||
      allowedFor.some((one) => one.licence === licence && one.packages.test(name)),
  );
