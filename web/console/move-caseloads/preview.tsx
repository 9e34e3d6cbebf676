import type { CaseloadPreview } from '@attend/contracts/caseloads';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { PersonLine } from '../../ui/PersonLine.tsx';
import { Moment } from '../../ui/When.tsx';
import classes from './page.module.css';
import { WhoMoves } from './who-moves.tsx';

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
      {of.moving.length > 0 && (
        <WhoMoves
          rows={of.moving.map(({ person, office }) => ({ person, more: office }))}
          leftOut={leftOut}
          leaveOut={leaveOut}
        />
      )}
      {of.staying.length > 0 && (
        <section>
          <h3>{t`Stay`}</h3>
          <ul className={classes.notes}>
            {of.staying.map(({ person, office }) => (
              <li key={person.id}>
                <PersonLine person={person} more={office} />
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
