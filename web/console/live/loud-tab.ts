/** Of several tabs one sounds: the one that was touched last. The others show it silently. */
const name = 'attend.loud-tab';
const own = Math.random().toString(36).slice(2);

function claim(): void {
  try {
    localStorage.setItem(name, own);
  } catch {
    // Without storage every tab sounds: too loud is better than silent.
  }
}

export function isLoudTab(): boolean {
  try {
    return (localStorage.getItem(name) ?? own) === own;
  } catch {
    return true;
  }
}

/** Calls `touched` at each key or click; a page left for good gives its turn back. */
export function watchTab(touched: () => void): () => void {
  const onTouch = () => {
    claim();
    touched();
  };
  const onLeave = () => {
    try {
      if (localStorage.getItem(name) === own) localStorage.removeItem(name);
    } catch {
      // As above.
    }
  };
  addEventListener('pointerdown', onTouch, { capture: true });
  addEventListener('keydown', onTouch, { capture: true });
  addEventListener('pagehide', onLeave);
  return () => {
    removeEventListener('pointerdown', onTouch, { capture: true });
    removeEventListener('keydown', onTouch, { capture: true });
    removeEventListener('pagehide', onLeave);
  };
}
