import type { HelpTargetView, PersonHelp } from '@attend/contracts/help';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconHeartHandshake } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { currentLocale, languageWords } from '../../ui/language.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { may, useStaff } from '../signed-in.tsx';
import { AskDialog } from './ask.tsx';
import classes from './part.module.css';
import { personHelpQuery } from './queries.ts';
import { helpColumns, useHelpActions } from './row.tsx';
import { isOpen, kindWords, targetWords } from './view.ts';

type Kind = HelpTargetView['kind'];

/** Help with getting to a person's hearings, or to their check-ins: what is asked for, arranged, and what came of it. */
export function HelpPart({ person, kind }: { readonly person: string; readonly kind: Kind }) {
  const reads = may(useStaff(), 'help.read');
  const list = useQuery({ ...personHelpQuery(person), enabled: reads });
  if (!reads) return null;
  if (!list.data) return list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />;
  return <Help of={list.data} kind={kind} />;
}

type Asking = { readonly targets: readonly HelpTargetView[]; readonly interpreter: boolean };

function Help({ of, kind }: { readonly of: PersonHelp; readonly kind: Kind }) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const [dialog, acts] = useHelpActions(of.help, of.interpreter?.language ?? null);
  const targets = of.targets.filter((target) => target.kind === kind);
  const rows = of.help.filter(({ target }) => target.kind === kind);
  const locale = currentLocale();
  const nameOf = (row: (typeof rows)[number]) => `${kindWords(row.kind)}, ${targetWords(row.target, locale)}`;
  return (
    <Card
      title={t`Help with getting there`}
      flush
      aside={
        of.mayWrite &&
        targets.length > 0 && (
          <Button
            variant="default"
            size="compact-md"
            leftSection={<IconHeartHandshake size={16} aria-hidden />}
            onClick={() => setAsking({ targets, interpreter: false })}
          >
            <Trans>Ask for help…</Trans>
          </Button>
        )
      }
    >
      <Proposals
        of={of}
        targets={targets}
        ask={of.mayWrite ? (target) => setAsking({ targets: [target], interpreter: true }) : null}
      />
      <DataTable
        label={t`Help with getting there`}
        rows={rows}
        rowId={({ id }) => id}
        empty={t`None was asked for.`}
        over={(row) => !isOpen(row)}
        columns={[...helpColumns(), ...(of.mayWrite ? [acts(nameOf)] : [])]}
      />
      {asking && (
        <AskDialog
          person={of.participant}
          targets={asking.targets}
          {...(asking.interpreter ? { kind: 'interpreter' as const } : {})}
          close={() => setAsking(null)}
        />
      )}
      {dialog}
    </Card>
  );
}

type ProposalsProps = {
  readonly of: PersonHelp;
  readonly targets: readonly HelpTargetView[];
  readonly ask: ((target: HelpTargetView) => void) | null;
};

/** HLP-6: an interpreter that is needed and that nobody has asked for. */
function Proposals({ of: { interpreter }, targets, ask }: ProposalsProps) {
  const open = targets.filter(({ id }) => interpreter?.for.includes(id) === true);
  if (interpreter === null || open.length === 0) return null;
  const locale = currentLocale();
  const language =
    interpreter.language === null ? t`language not known` : languageWords(interpreter.language);
  return (
    <ul className={classes.proposals} aria-label={t`An interpreter is needed`}>
      {open.map((target) => {
        const what = targetWords(target, locale);
        return (
          <li key={target.id}>
            <span>
              <Trans>
                An interpreter is needed ({language}), and nobody has asked for one: {what}
              </Trans>
              {interpreter.note !== null && <span className={classes.second}>{interpreter.note}</span>}
            </span>
            {ask && (
              <Button
                variant="default"
                size="compact-sm"
                aria-label={t`Ask for an interpreter… ${what}`}
                onClick={() => ask(target)}
              >
                <Trans>Ask for an interpreter…</Trans>
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
