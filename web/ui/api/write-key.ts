/** 128 random bits; `crypto.randomUUID` stands only where the page is served securely, which an office's own network is not always. */
export const freshKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

export type Write = { readonly method: string; readonly path: string; readonly content: unknown };
export type WriteKeys = {
  readonly keyFor: (write: Write) => string;
  /** An answer came, whichever it was: the same words sent later are meant again. */
  readonly done: (write: Write) => void;
  /** Whoever signs out, or begins a form anew, means another write. */
  readonly clear: () => void;
};
/** Outlives a reload, in this tab alone. */
export type KeyStore = { readonly read: () => string; readonly write: (text: string) => void };

/**
 * Of an unanswered write, how long the same words are the same write. Long enough to sign in again after a broken line; the
 * server knows the key for a day.
 */
export const stands = 3_600_000;
const mostKept = 100;

/** What holds one of these is never kept beyond the page, not even as a digest that could be tried out. */
const secrets = /"(?:password|current|code|secret|token|passkey|signature|answer)\w*":/i;

type Kept = { readonly key: string; readonly until: number };

/**
 * Keys for writes: an attempt whose answer was lost is made again under the same key, so that it counts once. A write is told by
 * its method, path and content; other content is another write.
 */
export function createWriteKeys(store: KeyStore, now: () => number): WriteKeys {
  const known = new Map<string, Kept>(readKept(store.read()));
  const unkept = new Set<string>();
  const save = () => {
    const kept = [...known].filter(([name]) => !unkept.has(name)).slice(-mostKept);
    store.write(kept.length === 0 ? '' : JSON.stringify(kept));
  };
  const forget = (name: string) => {
    known.delete(name);
    unkept.delete(name);
  };
  return {
    keyFor(write) {
      const text = textOf(write);
      const name = digest(text);
      for (const [old, { until }] of known) if (until < now()) forget(old);
      const key = known.get(name)?.key ?? freshKey();
      if (secrets.test(text)) unkept.add(name);
      known.set(name, { key, until: now() + stands });
      save();
      return key;
    },
    done(write) {
      forget(digest(textOf(write)));
      save();
    },
    clear() {
      known.clear();
      unkept.clear();
      save();
    },
  };
}

const isKept = (one: unknown): one is [string, Kept] =>
  Array.isArray(one) &&
  typeof one[0] === 'string' &&
  typeof one[1]?.key === 'string' &&
  typeof one[1]?.until === 'number';

function readKept(text: string): [string, Kept][] {
  try {
    const read: unknown = JSON.parse(text === '' ? '[]' : text);
    return Array.isArray(read) ? read.filter(isKept) : [];
  } catch {
    return [];
  }
}

/** A file is told by its size and name: where two are taken for one, the server sees that they differ, and a new key is made. */
function textOf({ method, path, content }: Write): string {
  const told =
    content instanceof Blob
      ? [content.size, content.type, content instanceof File ? [content.name, content.lastModified] : null]
      : content;
  return JSON.stringify([method, path, told]);
}

/**
 * 64 bits (FNV-1a from two beginnings): what was written is not kept a second time to tell it by. Where two writes meet in one, the
 * server sees that they differ.
 */
function digest(text: string): string {
  return [0x811c9dc5, 0x01000193]
    .map((begin) => {
      let hash = begin;
      for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
      return (hash >>> 0).toString(16).padStart(8, '0');
    })
    .join('');
}

const name = 'attend.writes';
const ofThisTab: KeyStore = {
  read: () => {
    try {
      return sessionStorage.getItem(name) ?? '';
    } catch {
      return '';
    }
  },
  write: (text) => {
    try {
      if (text === '') sessionStorage.removeItem(name);
      else sessionStorage.setItem(name, text);
    } catch {
      // Storage may be forbidden or full: keys then last as long as the page.
    }
  },
};

let keys: WriteKeys | null = null;
/** Those of this tab. */
export const writeKeys = (): WriteKeys => {
  keys ??= createWriteKeys(ofThisTab, Date.now);
  return keys;
};
