/**
 * Where the keyboard stands when what it stood on goes away. A browser then leaves it at the top of the page: whoever works by keyboard
 * or screen reader has to find the place again after each dialog and each answer (WCAG 2.4.3). Watched in the document, once for all
 * pages, since no dialog and no form can then forget it:
 *
 * - a dialog closes: back to what opened it, or to what is left of its row or part;
 * - a button waits for an answer, and cannot hold the focus while it does: back to it;
 * - a form was refused, here or by the server: to the first field at fault;
 * - a dialog's fields come after the dialog: to the first of them, unless somebody has moved by then.
 */
export function watchFocus(): () => void {
  /** What held the focus last, with all that it stood in, innermost first: an element that is gone knows no parents. */
  let stood: readonly Element[] = [];
  const openedFrom = new WeakMap<Element, readonly Element[]>();
  let sent: HTMLFormElement | null = null;
  /** A dialog that nobody has touched since it opened. */
  let fresh: Element | null = null;
  let asked = 0;

  const look = () => {
    asked = 0;
    const held = document.activeElement;
    const fault = sent && !isWaiting(sent) ? sent.querySelector(atFault) : null;
    if (fault instanceof HTMLElement) {
      sent = null;
      fault.focus();
    } else if (held === null || held === document.body) {
      placeToStand(stood, openedFrom)?.focus({ preventScroll: true });
    } else if (fresh?.contains(held) && held.matches(closing)) {
      focusable(fresh, '[data-autofocus]')?.focus();
    }
  };
  const lookSoon = () => {
    asked ||= requestAnimationFrame(look);
  };
  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof Element)) return;
    const dialog = target.closest(dialogs);
    if (dialog && !stood.includes(dialog) && !openedFrom.has(dialog)) {
      openedFrom.set(dialog, stood);
      fresh = dialog;
    }
    stood = withAncestors(target);
  };
  const onAct = ({ type }: Event) => {
    sent = null;
    fresh = null;
    // On what is clicked the focus comes to stand, or on nothing, which is meant then.
    if (type === 'pointerdown') stood = [];
  };
  const onSubmit = ({ target }: Event) => {
    sent = target instanceof HTMLFormElement ? target : null;
    lookSoon();
  };
  const observer = new MutationObserver(lookSoon);
  observer.observe(document.body, {
    ...{ subtree: true, childList: true },
    attributeFilter: ['aria-invalid', 'disabled'],
  });
  const watching = new AbortController();
  // Before any page hears of it, so that none can keep it to itself.
  const options = { capture: true, signal: watching.signal };
  document.addEventListener('focusin', onFocus, options);
  document.addEventListener('keydown', onAct, options);
  document.addEventListener('pointerdown', onAct, options);
  document.addEventListener('submit', onSubmit, options);
  return () => {
    observer.disconnect();
    cancelAnimationFrame(asked);
    watching.abort();
  };
}

const dialogs = '[role="dialog"]';
const closing = '.mantine-Modal-close';
const waiting = 'button[data-loading]';
const atFault = '[aria-invalid="true"]';
const parts = 'main, section, form, table';
const rows = 'td, tr, li';

/** Before the answer is there, what stands at fault is of the time before. */
const isWaiting = (form: HTMLFormElement): boolean => form.querySelector(waiting) !== null;

function withAncestors(of: Element): readonly Element[] {
  const chain: Element[] = [];
  for (let at: Element | null = of; at && at !== document.body; at = at.parentElement) chain.push(at);
  return chain;
}

function focusable(within: Element, what: string): HTMLElement | null {
  const found = [...within.querySelectorAll(what)].find(
    (one) => one instanceof HTMLElement && !one.matches(':disabled') && one.checkVisibility(),
  );
  return found instanceof HTMLElement ? found : null;
}

const acts = 'button, a[href], input, select, textarea';

/** The nearest that is left of where somebody stood; null: wait until it can be stood on again, or nobody knows of any. */
function placeToStand(
  chain: readonly Element[],
  openedFrom: WeakMap<Element, readonly Element[]>,
): HTMLElement | null {
  for (const [at, element] of chain.entries()) {
    if (!element.isConnected) {
      const opener = openedFrom.get(element);
      if (opener) return placeToStand(opener, openedFrom);
      continue;
    }
    if (at === 0 && element.matches(waiting)) return null;
    if (at === 0 && element instanceof HTMLElement && !element.matches(':disabled')) return element;
    if (element.matches(dialogs))
      return focusable(element, '[data-autofocus]') ?? focusable(element, `form :is(${acts}), ${acts}`);
    const within = element.matches(rows) ? focusable(element, acts) : null;
    if (within) return within;
    if (element.matches(parts) && element instanceof HTMLElement) {
      if (!element.hasAttribute('tabindex')) element.tabIndex = -1;
      return element;
    }
  }
  return null;
}
