import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox } from '@mantine/core';
import { BelowName, PersonLine } from '../../ui/PersonLine.tsx';
import classes from './page.module.css';

export type Mover = {
  readonly person: { readonly id: string; readonly name: string; readonly reference: string };
  /** What stands below the name. */
  readonly more: string | null;
};
type Props = {
  readonly rows: readonly Mover[];
  readonly leftOut: ReadonlySet<string>;
  /** Null: more than are shown would move, so nobody can be left out by name. */
  readonly leaveOut: ((ids: ReadonlySet<string>) => void) | null;
};

/** Of more than these, to take some out of many one begins with none. */
const few = 3;

/** Who would move, each with a tick where somebody can be left out. */
export function WhoMoves({ rows, leftOut, leaveOut }: Props) {
  const shown = rows.length;
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
            onClick={() => leaveOut(new Set(rows.map(({ person }) => person.id)))}
          >
            <Trans>Leave all of them out</Trans>
          </Button>
        </div>
      )}
      {leaveOut === null && <p className={classes.second}>{t`The first ${shown} by number are shown.`}</p>}
      {/* A list that scrolls by itself must be reachable by the keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <ul className={classes.people} tabIndex={0} aria-label={t`Who would move`}>
        {rows.map(({ person, more }) => (
          <li key={person.id}>
            {leaveOut === null ? (
              <PersonLine {...{ person, more }} />
            ) : (
              <Checkbox
                label={<bdi>{person.name}</bdi>}
                description={<BelowName {...{ person, more }} />}
                checked={!leftOut.has(person.id)}
                onChange={() => toggle(person.id)}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
