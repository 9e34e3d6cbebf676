/**
 * Two short tones, made by the browser itself: no file to fetch. Browsers let a page sound only after somebody has
 * touched it, so the context is made at the first key or click.
 */
let context: AudioContext | null = null;

export function unlockSound(): void {
  try {
    context ??= new AudioContext();
    void context.resume();
  } catch {
    // No sound device: the screen and the title still say it.
  }
}
export const soundReady = (): boolean => context?.state === 'running';

/** Rising when something urgent came. Returns whether it could be heard. */
export function soundAlarm(): boolean {
  if (context?.state !== 'running') return false;
  const start = context.currentTime;
  for (const [index, frequency] of [740, 988, 740, 988].entries()) {
    const at = start + index * 0.17;
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    oscillator.type = 'triangle';
    oscillator.frequency.value = frequency;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(0.35, at + 0.015);
    gain.gain.exponentialRampToValueAtTime(0.001, at + 0.16);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(at);
    oscillator.stop(at + 0.17);
  }
  return true;
}
