/** A cookie of our own beside the library's, with the same attributes. */
export type Cookie = {
  read(headers: Headers): string | null;
  /** `seconds` 0 takes it back. */
  write(value: string, seconds: number): Headers;
};

export function defineCookie(name: string, secure: boolean): Cookie {
  const full = `${secure ? '__Host-' : ''}attend.${name}`;
  return {
    read(headers) {
      const pairs = (headers.get('cookie') ?? '').split(/;\s*/);
      const found = pairs.find((pair) => pair.startsWith(`${full}=`));
      return found === undefined ? null : found.slice(full.length + 1) || null;
    },
    write: (value, seconds) =>
      new Headers([
        [
          'set-cookie',
          `${full}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`,
        ],
      ]),
  };
}
