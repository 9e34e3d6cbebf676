import { rememberDevice, streamProtocol } from '../stream.ts';
import { textOfAscii } from '../text.ts';
import { decodeWatch, type WatchMemory } from './decoder.ts';
import { watchFramer } from './framer.ts';

/**
 * SeTracker watches (3G, SG, CS, ZJ). Frames in brackets over TCP; know that they were taken off; alarms, keep-alives and
 * first contact are answered, positions (UD) are not.
 */
export const watch = streamProtocol<WatchMemory>({
  name: 'watch',
  framer: watchFramer,
  memory: { device: null, maker: null },
  decode: decodeWatch,
  remember: (memory, frame, bytes, start) => {
    const named = rememberDevice(memory, frame);
    const maker = deviceLetters(named, bytes, start);
    return maker === named.maker ? named : { ...named, maker };
  },
});

/** The maker's letters behind the bracket; the remembered string where they are the same. */
function deviceLetters(memory: WatchMemory, bytes: Uint8Array, start: number): string {
  const { maker } = memory;
  const isSame = maker?.charCodeAt(0) === bytes[start + 1] && maker?.charCodeAt(1) === bytes[start + 2];
  return isSame && maker !== null ? maker : textOfAscii(bytes, start + 1, start + 3);
}
