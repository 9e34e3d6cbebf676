import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Card } from '../../ui/Card.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { ComplaintTable } from '../complaints/list.tsx';
import { complaintsQuery } from '../complaints/queries.ts';

/** Complaints about one provider that wait, as the register has them: with their clocks. */
export function Complaints({ provider }: { readonly provider: string }) {
  const list = useQuery(complaintsQuery('open', provider));
  return (
    <Card title={t`Complaints about it`} flush>
      {!list.data && (list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />)}
      {list.data && (
        <ComplaintTable label={t`Complaints about it`} empty={t`None waits.`} rows={list.data.complaints} />
      )}
    </Card>
  );
}
