import { createContext, type ReactNode, useContext, useId } from 'react';
import classes from './Card.module.css';

type Props = {
  readonly title: string;
  /** Beside the title, at the line's end. */
  readonly aside?: ReactNode;
  /** No padding: a table or a map goes to the edge. */
  readonly flush?: boolean;
  /** Where the heading can be given the focus, so that a screen reader begins with it. */
  readonly headingId?: string;
  readonly children: ReactNode;
};

/** Of which of several records of one person the cards within are: their headings say so, and so tell them apart. */
export const RecordName = createContext<string | null>(null);

/** One part of a page, under a heading of its own. */
export function Card({ title, aside, flush = false, headingId, children }: Props) {
  const own = useId();
  const heading = headingId ?? own;
  const record = useContext(RecordName);
  return (
    <section className={classes.card} aria-labelledby={heading}>
      <div className={classes.head}>
        <h2 id={heading} {...(headingId === undefined ? {} : { tabIndex: -1 })}>
          {record === null ? title : `${title} · ${record}`}
        </h2>
        {aside}
      </div>
      <div className={flush ? classes.flush : classes.body}>{children}</div>
    </section>
  );
}

/** Names and values under each other; nothing for a value means «not known», said in words. */
export function Facts({ of }: { readonly of: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={classes.facts}>
      {of.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
