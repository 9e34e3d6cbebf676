import { rememberDevice, streamProtocol } from '../stream.ts';
import { decodeMegastek } from './decoder.ts';
import { megastekFramer } from './framer.ts';

/** Megastek wearables (MT, GVT). Three wire forms on one port; no form is acknowledged; the strap is known by its events only. */
export const megastek = streamProtocol({
  name: 'megastek',
  framer: megastekFramer,
  memory: { device: null as string | null },
  decode: decodeMegastek,
  remember: rememberDevice,
});
