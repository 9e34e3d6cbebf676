import type { ReactNode } from 'react';
import classes from './Page.module.css';

type Props = {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
};

/** A page's head and its parts under each other. */
export function Page({ title, lead, action, children }: Props) {
  return (
    <>
      <div className={classes.head}>
        <div>
          <h1>{title}</h1>
          {lead && <p className={classes.lead}>{lead}</p>}
        </div>
        {action}
      </div>
      <div className={classes.stack}>{children}</div>
    </>
  );
}
export const narrow = classes.narrow;
