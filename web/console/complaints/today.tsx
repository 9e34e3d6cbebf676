import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Card } from '../../ui/Card.tsx';
import { Failed } from '../../ui/State.tsx';
import { ComplaintTable } from './list.tsx';
import classes from './page.module.css';
import { complaintsQuery } from './queries.ts';

/** What this member of staff has in hand, and what nobody has or is overdue (CPL-4). Nothing where there is none. */
export function ComplaintsToday() {
  const list = useQuery(complaintsQuery('today'));
  if (list.data?.complaints.length === 0) return null;
  if (!list.data && !list.error) return null;
  return (
    <div className={classes.today}>
      <Card title={t`Complaints`} flush>
        {list.data ? (
          <ComplaintTable label={t`Complaints`} rows={list.data.complaints} empty={t`None.`} />
        ) : (
          list.error && <Failed error={list.error} retry={list.refetch} />
        )}
      </Card>
    </div>
  );
}
