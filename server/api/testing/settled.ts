import type { Answered } from './client.ts';

/** What differs between two askings of the same: instants of the asking itself, the request's own number. */
const settle = (text: string): string =>
  text
    .replaceAll(
      /"(requestId|lastSeenAt|feedPosition|expiresAt|createdAt|at|started|uptimeSeconds)":("[^"]*"|\d+)/g,
      '"$1":0',
    )
    .replaceAll(/"count":\d+/g, '"count":0');

const headersOf = ({ headers }: Answered): string =>
  JSON.stringify(
    [...headers].filter(
      ([name]) => !/^(date|x-request-id|x-ratelimit|ratelimit|set-cookie|content-length)/.test(name),
    ),
  );
/** All of an answer, as it is compared with another one. */
export const wholeOf = (answer: Answered): string =>
  settle(`${answer.status} ${headersOf(answer)} ${JSON.stringify(answer.body)}`);
