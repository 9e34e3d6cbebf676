import { sentenceFramer } from '../lines.ts';

/** `@` sentence. The end is in no sample; public servers listen for `$`, others send a line: both end it, and so does the next `@`. */
export const r16hFramer = sentenceFramer({ first: 0x40, last: 0x24, longest: 1_024 });
