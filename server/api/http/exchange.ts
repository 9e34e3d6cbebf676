/** For sign-in alone, which reads and sets cookies. */
export type HttpExchange = {
  /** Only what sign-in needs of the request: its cookies and what the browser calls itself. */
  readonly headers: Headers;
  /** The connection's own address, or what a trusted proxy says of it. */
  readonly address: string;
  /** As it came, where a route reads signed bodies; else empty. */
  readonly body: string;
  /** `Attend-Signature`, of the same. */
  readonly signature: string | null;
  /** What the browser has in its address bar: the public origin, or what the request says where none is configured. */
  readonly origin: string;
  /** Adds Set-Cookie headers to the answer. */
  readonly setCookies: (from: Headers) => void;
};
