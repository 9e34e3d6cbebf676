import type { TransferPreview } from '@attend/contracts/provider-transfers';
import { plural } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { PersonLine } from '../../ui/PersonLine.tsx';
import { entryClasses } from '../shell/entry.tsx';
import classes from './page.module.css';

/** What would happen, before anything does. `open`: those who were chosen one by one stand there by name. */
export function Preview({ of, open }: { readonly of: TransferPreview; readonly open: boolean }) {
  const { moves, beyond, leaves, staff, moving, unknown } = of;
  const { devices, alerts, checkIns, help } = leaves;
  return (
    <div role="status">
      {unknown.length > 0 && (
        <p className={entryClasses.refusal} role="alert">
          <Trans>
            Not with this provider, or not yours to move: <bdi>{unknown.join(', ')}</bdi>
          </Trans>
        </p>
      )}
      <ul className={classes.list}>
        <li>
          <strong>
            {plural(moves, {
              one: '# person would move.',
              other: '# people would move.',
              0: 'Nobody would move.',
            })}
          </strong>
        </li>
        {beyond > 0 && (
          <li>
            {plural(beyond, {
              one: '# more is of an office that is not yours, and stays.',
              other: '# more are of offices that are not yours, and stay.',
            })}
          </li>
        )}
        {[of.from, of.to].map(({ provider, before, after }) => {
          const { name } = provider;
          return (
            <li key={provider.id}>
              <Trans>
                {name}: {before} people now, {after} then.
              </Trans>
            </li>
          );
        })}
        <li>
          <Trans>
            The old provider would no longer see: devices {devices}, open alerts {alerts}, check-ins to come{' '}
            {checkIns}, help that is open {help}.
          </Trans>
        </li>
        {staff.map(({ staff: { id, name }, people }) => (
          <li key={id}>
            {plural(people, {
              one: `${name} is no longer assigned to # person.`,
              other: `${name} is no longer assigned to # people.`,
            })}
          </li>
        ))}
      </ul>
      {moving.length > 0 && (
        <details open={open}>
          <summary>
            <Trans>Who would move</Trans>
          </summary>
          {moving.length < moves && (
            <p className={classes.dim}>
              <Trans>The first of them by reference.</Trans>
            </p>
          )}
          <ul className={classes.list}>
            {moving.map(({ person, office }) => (
              <li key={person.id}>
                <PersonLine person={person} more={office} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
