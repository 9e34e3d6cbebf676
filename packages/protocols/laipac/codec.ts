import { rememberDevice, streamProtocol } from '../stream.ts';
import { decodeLaipac } from './decoder.ts';
import { laipacFramer } from './framer.ts';

/** Laipac ankle bracelets (S911 family). Text over TCP; knows no strap, only «disturbed»; lower-case forms are acknowledged. */
export const laipac = streamProtocol({
  name: 'laipac',
  framer: laipacFramer,
  memory: { device: null as string | null },
  decode: decodeLaipac,
  remember: rememberDevice,
});
