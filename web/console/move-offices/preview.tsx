import type { OfficeMovePreview } from '@attend/contracts/office-moves';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { PersonLine } from '../../ui/PersonLine.tsx';
import { Moment } from '../../ui/When.tsx';
import classes from '../move-caseloads/page.module.css';
import { WhoMoves } from '../move-caseloads/who-moves.tsx';
import { followsWords } from './form.ts';

type Props = {
  readonly of: OfficeMovePreview;
  readonly leftOut: ReadonlySet<string>;
  readonly leaveOut: ((ids: ReadonlySet<string>) => void) | null;
};

/** Who would move, what goes along, what is lost and what stays. */
export function OfficePreview({ of, leftOut, leaveOut }: Props) {
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
          {of.notHere > 0 && (
            <li>
              {plural(of.notHere, {
                one: '# who was chosen is not of this office.',
                other: '# who were chosen are not of this office.',
              })}
            </li>
          )}
          {of.beyond > 0 && (
            <li>
              {plural(of.beyond, {
                one: '# person of the office stays, as you may not see them.',
                other: '# people of the office stay, as you may not see them.',
              })}
            </li>
          )}
          {of.moves > 0 && followsWords(of).map((words) => <li key={words}>{words}</li>)}
        </ul>
      </div>
      {of.losing.length > 0 && (
        <section>
          <h3>{t`Lose their time`}</h3>
          <ul className={classes.notes}>
            {of.losing.map(({ person, at }) => (
              <li key={`${person.id} ${at}`}>
                <PersonLine person={person} more={<Moment at={at} />} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {of.moving.length > 0 && (
        <WhoMoves
          rows={of.moving.map(({ person, officer }) => ({ person, more: officer }))}
          leftOut={leftOut}
          leaveOut={leaveOut}
        />
      )}
    </>
  );
}

function Size({ of: { office, before, after } }: { readonly of: OfficeMovePreview['from'] }) {
  const { name } = office;
  return (
    <li>
      <Trans>
        {name}: {before} people now, {after} then.
      </Trans>
    </li>
  );
}
