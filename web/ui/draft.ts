import { useCallback, useEffect, useState } from 'react';

const every = 'attend.draft.';
const name = (owner: string, key: string) => `${every}${owner}.${key}`;

export function readDraft(owner: string, key: string): string {
  try {
    return sessionStorage.getItem(name(owner, key)) ?? '';
  } catch {
    return '';
  }
}

export function writeDraft(owner: string, key: string, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(name(owner, key));
    else sessionStorage.setItem(name(owner, key), text);
  } catch {
    // Storage may be forbidden or full: the text stands on the screen.
  }
}

/**
 * Text that outlives a reload and the end of a session, for the person who wrote it and in this tab only: it is about
 * somebody, so it is not left on the computer once the tab is closed.
 */
export function useDraft(owner: string, key: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => readDraft(owner, key));
  useEffect(() => setText(readDraft(owner, key)), [owner, key]);
  const write = useCallback(
    (next: string) => {
      setText(next);
      writeDraft(owner, key, next);
    },
    [owner, key],
  );
  return [text, write];
}

/** Who signs out on purpose leaves nothing behind. */
export const dropDrafts = (owner: string): void => drop((key) => key.startsWith(name(owner, '')));

/**
 * At a front desk one tab serves several people: whoever signs in where another's session has ended finds nothing that the other
 * typed, on the screen or behind it.
 */
export const dropDraftsOfOthers = (owner: string): void =>
  drop((key) => key.startsWith(every) && !key.startsWith(name(owner, '')));

function drop(which: (key: string) => boolean): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (which(key)) sessionStorage.removeItem(key);
  } catch {
    // As above.
  }
}
