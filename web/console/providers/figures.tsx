import type { MeasuredContract, ServiceFigure } from '@attend/contracts/providers';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Moment } from '../../ui/When.tsx';
import classes from './page.module.css';
import {
  clauseWords,
  figureWords,
  measureWords,
  methodWords,
  resultTone,
  resultWords,
  targetWords,
} from './view.ts';

type Props = {
  readonly of: MeasuredContract;
  readonly month: string;
  /** Figures lead to the cases behind them. */
  readonly opens: boolean;
};

/** A month's figures of one contract: three heaps, the target, and how each is measured. */
export function Figures({ of, month, opens }: Props) {
  const { contract, reference, figures, measuredAt, statement } = of;
  return (
    <>
      <DataTable
        label={t`Figures of ${reference}`}
        rows={figures}
        rowId={({ measure }) => measure}
        empty={t`This contract asks for no targets.`}
        columns={columns(contract, month, opens)}
      />
      <p className={classes.foot}>
        <Trans>
          Measured <Moment at={measuredAt} /> from the record.
        </Trans>{' '}
        {statement !== null && (
          <>
            <Trans>
              Signed <Moment at={statement.signedAt} /> by {statement.signedBy}.
            </Trans>{' '}
            {statement.differs && <Tag tone="medium">{t`the record says something else by now`}</Tag>}
            {statement.note !== null && <span className={classes.second}>{statement.note}</span>}
            <span className={classes.hash}>
              <bdi>{statement.hash}</bdi>
            </span>
          </>
        )}
      </p>
    </>
  );
}

const columns = (contract: string, month: string, opens: boolean): Column<ServiceFigure>[] => [
  {
    id: 'measure',
    name: t`Service`,
    cell: ({ measure, clause }) => (
      <>
        {measureWords(measure)}
        {clause !== null && <span className={classes.second}>{clauseWords(clause)}</span>}
        <span className={classes.second}>{methodWords(measure)}</span>
      </>
    ),
  },
  { id: 'target', name: t`Target`, cell: (item) => targetWords(item) },
  {
    id: 'figure',
    name: t`Figure`,
    cell: (figure) => {
      const { numerator, denominator, signed } = figure;
      return (
        <>
          {figureWords(figure)}
          <span className={classes.second}>
            <Trans>
              {numerator} of {denominator}
            </Trans>
          </span>
          {signed !== null && (
            <span className={classes.second}>
              <Trans>
                Signed: {signed.kept} kept, {signed.notKept} not kept, {signed.notKnown} not known.
              </Trans>
            </span>
          )}
        </>
      );
    },
  },
  {
    id: 'result',
    name: t`Result`,
    cell: ({ result, certain }) => (
      <>
        <Tag tone={resultTone(result)}>{resultWords(result)}</Tag>
        {!certain && (
          <span className={classes.second}>{t`could be otherwise if all that is not known were known`}</span>
        )}
      </>
    ),
  },
  heap(contract, month, opens, 'kept'),
  heap(contract, month, opens, 'not-kept'),
  heap(contract, month, opens, 'not-known'),
];

type Heap = 'kept' | 'not-kept' | 'not-known';
function heap(contract: string, month: string, opens: boolean, state: Heap): Column<ServiceFigure> {
  const name = { kept: t`Kept`, 'not-kept': t`Not kept`, 'not-known': t`Not known` }[state];
  return {
    id: state,
    name,
    cell: ({ measure, kept, notKept, notKnown }) => {
      const count = { kept, 'not-kept': notKept, 'not-known': notKnown }[state];
      const service = measureWords(measure);
      return opens && count > 0 ? (
        <Link
          to="/provider-contracts/$id/cases"
          params={{ id: contract }}
          search={{ month, measure, state }}
          aria-label={t`${service}, ${name}: ${count} cases`}
          preload={false}
        >
          {count}
        </Link>
      ) : (
        count
      );
    },
  };
}
