import { useEffect, useRef } from 'react';
import { preferences } from './preferences.ts';

export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Where a key means a letter, it is a letter. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  return target.matches(
    'input:not([type=checkbox]):not([type=radio]):not([type=range]):not([type=button]), textarea, select',
  );
}

/** A dialog owns the keyboard while it is open. */
const inDialog = (): boolean => document.querySelector('[role="dialog"][aria-modal="true"]') !== null;

/** Single keys as commands, by `event.key`; `g t` is two keys after each other. Nothing happens while somebody types. */
export function useKeys(map: KeyMap, enabled = true): void {
  const current = useRef(map);
  current.current = map;
  useEffect(() => {
    if (!enabled) return;
    let before = '';
    let at = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
        return;
      if (!preferences().keys || isTyping(event.target) || inDialog()) return;
      const pair = event.timeStamp - at < 1_200 ? `${before} ${event.key}` : '';
      before = event.key;
      at = event.timeStamp;
      const command = current.current[pair] ?? current.current[event.key];
      if (!command) return;
      event.preventDefault();
      command(event);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [enabled]);
}
