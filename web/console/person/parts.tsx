import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useStaff } from '../signed-in.tsx';
import type { Part } from './form.ts';
import { groupsOf } from './groups.ts';
import classes from './parts.module.css';

/** What is in a person's file: groups, and the parts of the one that is open. Each part has an address of its own. */
export function Parts({ id, part }: { readonly id: string; readonly part: Part }) {
  const groups = groupsOf(useStaff());
  const open = groups.find(({ parts }) => parts.some((one) => one.part === part));
  const name = open?.name ?? '';
  return (
    <div className={classes.parts}>
      <nav className={classes.groups} aria-label={t`Parts of the file`}>
        {groups.map((group) => {
          const [first] = group.parts;
          return (
            first && (
              <PartLink key={first.part} id={id} part={first.part} within={group === open}>
                {group.name}
              </PartLink>
            )
          );
        })}
      </nav>
      {open && open.parts.length > 1 && (
        <nav className={classes.within} aria-label={t`Parts of: ${name}`}>
          {open.parts.map((one) => (
            <PartLink key={one.part} id={id} part={one.part}>
              {one.name}
            </PartLink>
          ))}
        </nav>
      )}
    </div>
  );
}

type LinkProps = {
  readonly id: string;
  readonly part: Part;
  /** The part that is open stands under this link. */
  readonly within?: boolean;
  readonly children: ReactNode;
};
const PartLink = ({ id, part, within = false, children }: LinkProps) => (
  <Link
    to="/people/$id"
    params={{ id }}
    search={part === 'overview' ? {} : { part }}
    // The overview's own address is the bare one; the other parts may carry a span besides.
    activeOptions={{ exact: part === 'overview', includeSearch: true }}
    {...(within ? { 'aria-current': true } : {})}
    replace
  >
    {children}
  </Link>
);
