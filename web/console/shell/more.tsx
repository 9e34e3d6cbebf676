import { Trans } from '@lingui/react/macro';
import { IconChevronDown, IconDots } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState } from 'react';
import classes from './more.module.css';
import type { Place } from './navigation.ts';

type Props = { readonly of: readonly Place[]; readonly large: boolean };

/** The pages that the bar has no room for, in a list that opens under it (on a phone over it). */
export function MorePages({ of, large }: Props) {
  const [opened, setOpened] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const list = useId();
  const { pathname } = useLocation();
  useEffect(() => {
    if (!opened) return;
    const leave = (event: Event) => {
      if (!(event.target instanceof Node && box.current?.contains(event.target))) setOpened(false);
    };
    const giveUp = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpened(false);
      box.current?.querySelector('button')?.focus();
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    document.addEventListener('keydown', giveUp);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
      document.removeEventListener('keydown', giveUp);
    };
  }, [opened]);
  const current = of.some(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  return (
    <div className={`${classes.box} ${large ? classes.low : ''}`} ref={box}>
      <button
        type="button"
        className={classes.button}
        aria-expanded={opened}
        aria-controls={list}
        data-current={current || undefined}
        onClick={() => setOpened(!opened)}
      >
        {large && <IconDots size={22} stroke={1.6} aria-hidden />}
        <Trans>More</Trans>
        {!large && <IconChevronDown size={15} stroke={2} aria-hidden />}
      </button>
      <ul id={list} className={classes.list} hidden={!opened}>
        {of.map(({ to, name, icon: Icon }) => (
          <li key={to}>
            {/* Where a page of its own lies below another, the upper one is not where one is. */}
            <Link
              to={to}
              activeOptions={{ exact: of.some((other) => other.to.startsWith(`${to}/`)) }}
              onClick={() => setOpened(false)}
            >
              <Icon size={18} stroke={1.6} aria-hidden />
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
