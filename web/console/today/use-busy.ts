import { type RefObject, useEffect, useState } from 'react';

/** After this long without a key or a movement nobody is about to click what stands under the pointer. */
const idle = 20_000;

/** Whether somebody's pointer or keyboard is at work inside an element. */
export function useBusy(inside: RefObject<HTMLElement | null>): boolean {
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const element = inside.current;
    if (!element) return;
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      const within = over || element.contains(document.activeElement);
      setBusy(within);
      if (within) timer = setTimeout(() => setBusy(false), idle);
    };
    const onMove = (event: PointerEvent) => {
      const now = event.target instanceof Node && element.contains(event.target);
      if (now || over) {
        over = now;
        look();
      }
    };
    // The page itself was left: no pointer is over anything.
    const onLeave = () => {
      over = false;
      look();
    };
    const soon = () => queueMicrotask(look);
    addEventListener('pointermove', onMove, { passive: true });
    document.documentElement.addEventListener('pointerleave', onLeave);
    addEventListener('keydown', soon);
    element.addEventListener('focusin', look);
    element.addEventListener('focusout', soon);
    return () => {
      clearTimeout(timer);
      removeEventListener('pointermove', onMove);
      document.documentElement.removeEventListener('pointerleave', onLeave);
      removeEventListener('keydown', soon);
      element.removeEventListener('focusin', look);
      element.removeEventListener('focusout', soon);
    };
  }, [inside]);
  return busy;
}
