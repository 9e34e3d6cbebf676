import type { ReactNode } from 'react';
import classes from './PersonLine.module.css';

type Person = { readonly name: string; readonly reference: string };
type Props = {
  readonly person: Person;
  /** What tells them apart besides their number: an office, an officer, a time. */
  readonly more?: ReactNode;
};

/** What stands below a name: the number, and what else is known. */
export const BelowName = ({ person, more = null }: Props) => (
  <>
    <bdi>{person.reference}</bdi>
    {more !== null && <> · {more}</>}
  </>
);

/** Somebody in a list of who would be concerned: the name, and below it what tells them from another of that name. */
export const PersonLine = ({ person, more = null }: Props) => (
  <>
    <bdi>{person.name}</bdi>
    <span className={classes.below}>
      <BelowName {...{ person, more }} />
    </span>
  </>
);
