/** 128 random bits; `crypto.randomUUID` stands only where the page is served securely, which an office's own network is not always. */
const fresh = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Keys for writes: an attempt whose answer was lost is made again under the same key, so that it counts once. `done`
 * forgets it: the same words sent later are meant again.
 */
export function createWriteKeys(): { keyFor(write: unknown): string; done(write: unknown): void } {
  const keys = new Map<string, string>();
  return {
    keyFor(write) {
      const name = JSON.stringify(write);
      const key = keys.get(name) ?? fresh();
      keys.set(name, key);
      return key;
    },
    done(write) {
      keys.delete(JSON.stringify(write));
    },
  };
}
