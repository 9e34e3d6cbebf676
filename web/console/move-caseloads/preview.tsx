import type { CaseloadPreview } from '@attend/contracts/caseloads';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox } from '@mantine/core';
import { Moment } from '../../ui/When.tsx';
import classes from './page.module.css';

type Props = {
  readonly of: CaseloadPreview;
  readonly leftOut: ReadonlySet<string>;
  /** Null: more than are shown would move, so nobody can be left out by name. */
  readonly leaveOut: ((ids: ReadonlySet<string>) => void) | null;
};

/** Who would move, who not and why, and how large both caseloads would be. */
export function Preview({ of, leftOut, leaveOut }: Props) {
  return (
    <>
      <div role="status">
        <ul className={classes.notes}>
          <li>
            <strong>
              {plural(of.moves, {
                one: '# person would move.',
                other: '# people would move.',
                0: 'Nobody would move.',
              })}
            </strong>
          </li>
          <Size of={of.from} />
          <Size of={of.to} />
          {of.stays > 0 && (
            <li>
              {plural(of.stays, {
                one: '# person stays: the other officer does not work in their office.',
                other: '# people stay: the other officer does not work in their office.',
              })}
            </li>
          )}
          {of.notTheirs > 0 && (
            <li>
              {plural(of.notTheirs, {
                one: '# who was chosen is not in this caseload.',
                other: '# who were chosen are not in this caseload.',
              })}
            </li>
          )}
          {of.beyond > 0 && (
            <li>
              {plural(of.beyond, {
                one: '# person of offices that are not yours stays.',
                other: '# people of offices that are not yours stay.',
              })}
            </li>
          )}
          {of.absences.map(({ id, staff, standIn, from, to }) => {
            const [name, other] = [staff.name, standIn.name];
            return (
              <li key={id}>
                <Trans>
                  {name} is away from <Moment at={from} /> to <Moment at={to} />; {other} stands in.
                </Trans>
              </li>
            );
          })}
        </ul>
      </div>
      {of.moving.length > 0 && <Moving of={of} leftOut={leftOut} leaveOut={leaveOut} />}
      {of.staying.length > 0 && (
        <section>
          <h3>{t`Stay`}</h3>
          <ul className={classes.notes}>
            {of.staying.map(({ person, office }) => (
              <li key={person.id}>
                {person.name}
                <span className={classes.second}>
                  {[person.reference, office].filter(Boolean).join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Size({ of: { staff, before, after } }: { readonly of: CaseloadPreview['from'] }) {
  const { name } = staff;
  return (
    <li>
      <Trans>
        {name}: {before} people now, {after} then.
      </Trans>
    </li>
  );
}

/** Of more than these, to take some out of many one begins with none. */
const few = 3;

function Moving({ of, leftOut, leaveOut }: Props) {
  const shown = of.moving.length;
  const toggle = (id: string): void => {
    const next = new Set(leftOut);
    if (!next.delete(id)) next.add(id);
    leaveOut?.(next);
  };
  return (
    <section>
      <h3>{t`Move`}</h3>
      {leaveOut !== null && shown > few && (
        <div className={classes.row}>
          <Button
            variant="default"
            size="compact-sm"
            disabled={leftOut.size === 0}
            onClick={() => leaveOut(new Set())}
          >
            <Trans>Take all of them</Trans>
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => leaveOut(new Set(of.moving.map(({ person }) => person.id)))}
          >
            <Trans>Leave all of them out</Trans>
          </Button>
        </div>
      )}
      {leaveOut === null && <p className={classes.second}>{t`The first ${shown} by number are shown.`}</p>}
      {/* A list that scrolls by itself must be reachable by the keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <ul className={classes.people} tabIndex={0} aria-label={t`Who would move`}>
        {of.moving.map(({ person, office }) => {
          const more = [person.reference, office].filter(Boolean).join(' · ');
          return (
            <li key={person.id}>
              {leaveOut === null ? (
                <>
                  {person.name}
                  <span className={classes.second}>{more}</span>
                </>
              ) : (
                <Checkbox
                  label={person.name}
                  description={more}
                  checked={!leftOut.has(person.id)}
                  onChange={() => toggle(person.id)}
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
