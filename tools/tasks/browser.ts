import { existsSync, readFileSync } from 'node:fs';
import { run } from './run.ts';

/** Chromium for the browser tests: where it is, or what is missing, in a sentence. */
export type Browser =
  | { readonly kind: 'found'; readonly path: string; readonly version: string }
  | { readonly kind: 'missing'; readonly says: string };

const usual = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The absolute path of a program, or null. */
function locate(name: string): string | null {
  if (name.startsWith('/')) return existsSync(name) ? name : null;
  const folders = (process.env.PATH ?? '').split(':').filter((folder) => folder !== '');
  return folders.map((folder) => `${folder}/${name}`).find((path) => existsSync(path)) ?? null;
}

/** A browser that starts: Ubuntu's `chromium` may be a script that only says that a snap is missing. */
async function findBrowser(): Promise<Browser | null> {
  const named = process.env.ATTEND_CHROMIUM;
  for (const name of named === undefined || named === '' ? usual : [named]) {
    const path = locate(name);
    if (path === null) continue;
    const { code, output } = await run(path, ['--version']);
    if (code === 0) return { kind: 'found', path, version: output.trim().split('\n').at(-1) ?? '' };
  }
  if (named === undefined || named === '') return null;
  return { kind: 'missing', says: `ATTEND_CHROMIUM names ${named}, which is no browser that starts.` };
}

function isDebian(release: string): boolean {
  return existsSync(release) && /^ID=debian$/m.test(readFileSync(release, 'utf8'));
}

/** How apt-get may be run here without a question: as root, with sudo that asks no password, or not at all. */
async function prefixForApt(release: string): Promise<readonly string[] | null> {
  if (!isDebian(release) || locate('apt-get') === null) return null;
  if (process.getuid?.() === 0) return [];
  if (locate('sudo') === null) return null;
  const { code } = await run('sudo', ['-n', 'true']);
  return code === 0 ? ['sudo', '-n'] : null;
}

async function install(prefix: readonly string[]): Promise<string | null> {
  const apt = async (...words: readonly string[]) => {
    const [command = 'env', ...rest] = [
      ...prefix,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      ...words,
    ];
    return run(command, rest);
  };
  const packages = ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'];
  // A fresh container has no lists, an old one has stale lists: one update then is enough for both.
  if ((await apt(...packages)).code === 0) return null;
  await apt('update');
  const { code, output } = await apt(...packages);
  return code === 0 ? null : output.trim().split('\n').slice(-5).join('\n');
}

/**
 * Finds Chromium; where there is none, installs Debian's if this user may. Never asks anything.
 * `tell` hears what is done that takes long.
 */
export async function readyBrowser(
  tell: (what: string) => void,
  release = '/etc/os-release',
): Promise<Browser> {
  const found = await findBrowser();
  if (found !== null) return found;
  const prefix = await prefixForApt(release);
  const needed = 'The browser tests need Chromium, and none was found';
  const way = 'Install it (Debian: apt-get install chromium), or name one in ATTEND_CHROMIUM.';
  if (prefix === null)
    return { kind: 'missing', says: `${needed}; it cannot be installed from here. ${way}` };
  tell("installing Debian's chromium for the browser tests");
  const fault = await install(prefix);
  if (fault !== null)
    return { kind: 'missing', says: `${needed}; apt-get could not install it:\n${fault}\n${way}` };
  return (
    (await findBrowser()) ?? { kind: 'missing', says: `${needed}, although apt-get installed it. ${way}` }
  );
}
