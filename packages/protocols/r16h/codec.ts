import { rememberDevice, streamProtocol } from '../stream.ts';
import { decodeR16h } from './decoder.ts';
import { r16hFramer } from './framer.ts';

/** The R16H strap tag. Text over TCP; knows its strap's state; no form is acknowledged. */
export const r16h = streamProtocol({
  name: 'r16h',
  framer: r16hFramer,
  memory: { device: null as string | null },
  decode: decodeR16h,
  remember: rememberDevice,
});
