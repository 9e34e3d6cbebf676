/** For sign-in alone, which reads and sets cookies. */
export type HttpExchange = {
  /** Only what sign-in needs of the request: its cookies and what the browser calls itself. */
  readonly headers: Headers;
  /** The connection's own address, or what a trusted proxy says of it. */
  readonly address: string;
  /** Adds Set-Cookie headers to the answer. */
  readonly setCookies: (from: Headers) => void;
};
