import { sentenceFramer } from '../lines.ts';

/** `$` body `*` two hexadecimal digits, CR LF. The longest documented sentence has 150 bytes. */
export const laipacFramer = sentenceFramer({ first: 0x24, last: -1, longest: 512 });
