import type { PersonReview } from '@attend/contracts/reviews';
import { t } from '@lingui/core/macro';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Moment } from '../../ui/When.tsx';
import classes from './part.module.css';
import { decisionWords, proposalWords, tierWords } from './view.ts';

type Row = PersonReview['history'][number];

/** What was decided before, by whom, why, and whether it was late: a later decision unmarks nothing. */
export function History({ of }: { readonly of: PersonReview }) {
  const columns: Column<Row>[] = [
    {
      id: 'at',
      name: t`When`,
      cell: ({ decidedAt }) => <Moment at={decidedAt} />,
      by: ({ decidedAt }) => decidedAt,
    },
    {
      id: 'decision',
      name: t`Decision`,
      cell: ({ decision, tier, tierTo, atRiskFrom, proposal }) => {
        const [from, to] = [tierWords(tier), tierWords(tierTo)];
        const proposed = proposal === null ? null : proposalWords(proposal, null);
        return (
          <>
            {decisionWords(decision)} {atRiskFrom !== null && <Tag tone="high">{t`late`}</Tag>}
            <span className={classes.second}>{tier === tierTo ? from : t`${from} → ${to}`}</span>
            {proposed !== null && <span className={classes.second}>{t`proposed: ${proposed}`}</span>}
          </>
        );
      },
    },
    { id: 'by', name: t`By whom`, cell: ({ by }) => by },
    {
      id: 'why',
      name: t`Reason`,
      cell: ({ reason, told, ended }) => {
        const conditions = ended.join(', ');
        return (
          <div className={classes.words}>
            <bdi>{reason ?? '—'}</bdi>
            <span className={classes.second}>
              {t`told:`} <bdi>{told ?? '—'}</bdi>
            </span>
            {ended.length > 0 && <span className={classes.second}>{t`ended with it: ${conditions}`}</span>}
          </div>
        );
      },
    },
  ];
  return (
    <Card title={t`Decided before`} flush>
      <DataTable
        label={t`Decided before`}
        rows={of.history}
        rowId={({ id }) => id}
        columns={columns}
        empty={t`No review has been decided yet.`}
      />
    </Card>
  );
}
