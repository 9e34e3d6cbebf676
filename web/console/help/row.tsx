import type { ArrangedHelp } from '@attend/contracts/help';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { actions, type Column } from '../../ui/DataTable.tsx';
import { currentLocale, languageWords } from '../../ui/language.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { formatAppointment } from '../../ui/time.ts';
import { MarkDialog } from '../log/mark.tsx';
import { asItStands, usePressedRow } from '../shell/stands.tsx';
import { ArrangeDialog } from './arrange.tsx';
import { helpStands } from './facts.tsx';
import classes from './part.module.css';
import { stale, useHelpCommand } from './queries.ts';
import { SettleDialog } from './settle.tsx';
import { commandsOf, kindWords, modeWords, standingOf, targetWords } from './view.ts';

const Second = ({ children }: { readonly children: React.ReactNode }) => (
  <span className={classes.second} dir="auto">
    {children}
  </span>
);

/** Which help, and who asked with which words. */
function Which({ of }: { readonly of: ArrangedHelp }) {
  const words = (
    <>
      <strong>{kindWords(of.kind)}</strong>
      {of.asked.note !== null && <Second>{of.asked.note}</Second>}
    </>
  );
  if (of.inError === null) return words;
  return (
    <>
      <s>{words}</s>
      <Second>{of.inError.reason}</Second>
    </>
  );
}

/** Who helps, when and where. A protected place is said to be one. */
function Arranged({ of: { arranged, target, settled } }: { readonly of: ArrangedHelp }) {
  const locale = currentLocale();
  const clock = (at: string): string => formatAppointment(Date.parse(at), target.timezone, locale);
  if (arranged === null) return settled?.reason ? <Second>{settled.reason}</Second> : <>–</>;
  const { supplier, phone, from, to, place, language, mode, told } = arranged;
  return (
    <>
      {supplier}
      {phone !== null && (
        <>
          {' · '}
          <bdi>{phone}</bdi>
        </>
      )}
      {from !== null && <Second>{to === null ? clock(from) : `${clock(from)} – ${clock(to)}`}</Second>}
      {place?.kind === 'told' && (
        <Second>
          {place.text}
          {place.protected && ` (${t`protected`})`}
        </Second>
      )}
      {place?.kind === 'withheld' && <Second>{t`A protected place: ask who works with the person.`}</Second>}
      {mode !== null && (
        <Second>
          {[...(language === null ? [] : [languageWords(language)]), modeWords(mode)].join(', ')}
        </Second>
      )}
      {told !== null && <Second>{told}</Second>}
      {settled?.reason && <Second>{settled.reason}</Second>}
    </>
  );
}

export const helpColumns = <Row extends ArrangedHelp>(): Column<Row>[] => [
  {
    id: 'for',
    name: t`For what`,
    cell: ({ target }) => targetWords(target, currentLocale()),
    by: ({ target }) => target.at ?? target.dueOn ?? '',
  },
  { id: 'which', name: t`Which help`, cell: (row) => <Which of={row} />, by: ({ kind }) => kindWords(kind) },
  {
    id: 'standing',
    name: t`Standing`,
    cell: (row) => {
      const { words, tone, why } = standingOf(row);
      return (
        <>
          <Tag {...(tone === 'medium' ? { tone } : {})}>{words}</Tag>
          {why !== null && <Second>{why}</Second>}
        </>
      );
    },
  },
  { id: 'arranged', name: t`Who helps, when, where`, cell: (row) => <Arranged of={row} /> },
];

type Doing = { readonly what: 'arrange' | 'settle' | 'mark'; readonly of: ArrangedHelp };

/** What can be done with a row, and the dialog that does it, outside of the table: the row may go while it is open. */
export function useHelpActions(
  rows: readonly ArrangedHelp[],
  language: string | null = null,
): readonly [
  dialog: React.ReactNode,
  column: <Row extends ArrangedHelp>(nameOf: (row: Row) => string) => Column<Row>,
] {
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  const carry = useHelpCommand(close);
  const { press, said } = usePressedRow(rows, (row) => helpStands(row, false), carry.error);
  const dialog =
    doing === null ? null : doing.what === 'arrange' ? (
      <ArrangeDialog {...asItStands(rows, doing.of)} language={language} close={close} />
    ) : doing.what === 'settle' ? (
      <SettleDialog {...asItStands(rows, doing.of)} close={close} />
    ) : (
      <MarkDialog path={`/api/help/${doing.of.id}/entered-in-error`} stale={stale} close={close} />
    );
  const column = <Row extends ArrangedHelp>(nameOf: (row: Row) => string): Column<Row> => ({
    id: 'acts',
    name: t`Action`,
    acts: true,
    cell: (row) => (
      <Acts
        of={row}
        name={nameOf(row)}
        ask={(what) => setDoing({ what, of: row })}
        carry={() => {
          press(row);
          carry.mutate({
            path: `/api/help/${row.id}/carry`,
            body: { version: row.version },
            done: t`It is asked for at the new time. Somebody arranges it.`,
          });
        }}
      />
    ),
  });
  const beside = (
    <>
      {said}
      {dialog}
    </>
  );
  return [beside, column];
}

type ActsProps = {
  readonly of: ArrangedHelp;
  readonly name: string;
  readonly ask: (what: Doing['what']) => void;
  readonly carry: () => void;
};
function Acts({ of, name, ask, carry }: ActsProps) {
  if (of.inError) return null;
  const may = commandsOf(of);
  const button = { variant: 'default', size: 'compact-sm' } as const;
  return (
    <div className={actions}>
      {may.arrange && (
        <Button {...button} aria-label={t`Arrange… ${name}`} onClick={() => ask('arrange')}>
          <Trans>Arrange…</Trans>
        </Button>
      )}
      {may.carry && (
        <Button {...button} aria-label={t`Ask for it at the new time ${name}`} onClick={carry}>
          <Trans>Ask for it at the new time</Trans>
        </Button>
      )}
      {may.settle && (
        <Button {...button} aria-label={t`What came of it… ${name}`} onClick={() => ask('settle')}>
          <Trans>What came of it…</Trans>
        </Button>
      )}
      <Button
        {...button}
        variant="subtle"
        aria-label={t`Entered in error… ${name}`}
        onClick={() => ask('mark')}
      >
        <Trans>Entered in error…</Trans>
      </Button>
    </div>
  );
}
