import type { PersonRecordView } from '@attend/contracts/register';
import type { RegisterEntryView } from '@attend/contracts/register-entries';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Card, Facts } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { actions, type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale, languageWords } from '../../ui/language.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { civilDay } from '../../ui/time.ts';
import { Moment } from '../../ui/When.tsx';
import { useTimezone } from '../../ui/zone.tsx';
import { EntryDialog } from './entry-dialog.tsx';
import type { EntryKind, ShownEntry } from './entry-form.ts';
import { ErrorDialog } from './error-dialog.tsx';
import classes from './page.module.css';
import { registerQuery } from './queries.ts';
import { needWords, placeWords, sortRegister, spanWords } from './view.ts';

/** What the register holds of a person, in the overview of their file. */
export function RegisterPart({ id }: { readonly id: string }) {
  const record = useQuery(registerQuery(id));
  if (!record.data)
    return record.error ? <Failed error={record.error} retry={record.refetch} /> : <Waiting />;
  return (
    <>
      <Details of={record.data} />
      <Entries of={record.data} />
    </>
  );
}

function Details({ of }: { readonly of: PersonRecordView }) {
  const facts: readonly (readonly [string, ReactNode])[] = [
    ...(of.otherNames.length > 0 ? [[t`Other names`, of.otherNames.join('; ')] as const] : []),
    ...(of.pronouns === null ? [] : [[t`Pronouns`, of.pronouns] as const]),
    ...(of.languages.length > 0 ? [[t`Languages`, of.languages.map(languageWords).join(', ')] as const] : []),
    ...of.identifiers.map(({ kind, value }) => [kind, <bdi key={value}>{value}</bdi>] as const),
    ...of.needs.map(
      ({ kind, note }) => [t`Needs`, [needWords(kind), note].filter(Boolean).join(': ')] as const,
    ),
  ];
  const { participant: id, changed } = of;
  return (
    <Card
      title={t`Who they are`}
      aside={
        of.mayChange && (
          <Link to="/people/$id/change" params={{ id }} className={classes.link}>
            <IconPencil size={15} aria-hidden /> <Trans>Change the record</Trans>
          </Link>
        )
      }
    >
      {facts.length > 0 ? (
        <Facts of={facts} />
      ) : (
        <p className={classes.dim}>{t`Nothing besides name and number.`}</p>
      )}
      {changed && (
        <p className={classes.second}>
          <Trans>
            Last changed by {changed.by}, <Moment at={changed.at} />
          </Trans>
        </p>
      )}
    </Card>
  );
}

type Doing =
  | { readonly what: 'write'; readonly kind: EntryKind; readonly of?: ShownEntry }
  | { readonly what: 'error'; readonly of: ShownEntry };

function Entries({ of }: { readonly of: PersonRecordView }) {
  const [doing, setDoing] = useState<Doing | null>(null);
  // As it stands by now: what somebody else changes meanwhile is told in the dialog.
  const live = (shown: ShownEntry): ShownEntry =>
    of.entries.find((one): one is ShownEntry => one.id === shown.id && one.kind === shown.kind) ?? shown;
  const day = civilDay(serverNow(), useTimezone());
  const { now, others } = sortRegister(of.entries, day);
  const columns = of.mayChange ? [...shown(), actionColumn(setDoing)] : shown();
  return (
    <Card
      title={t`Addresses, contacts and attorneys`}
      flush
      aside={of.mayChange && <Adders open={(kind) => setDoing({ what: 'write', kind })} />}
    >
      <DataTable
        label={t`Addresses, contacts and attorneys`}
        rows={now}
        rowId={({ id }) => id}
        columns={columns}
        empty={t`None now.`}
      />
      {others.length > 0 && (
        <DataTable
          label={t`Earlier, to come, or entered in error`}
          rows={others}
          rowId={({ id }) => id}
          columns={columns}
          over={() => true}
        />
      )}
      {doing?.what === 'write' && (
        <EntryDialog
          person={of.participant}
          kind={doing.kind}
          of={doing.of && live(doing.of)}
          close={() => setDoing(null)}
        />
      )}
      {doing?.what === 'error' && (
        <ErrorDialog person={of.participant} of={live(doing.of)} close={() => setDoing(null)} />
      )}
    </Card>
  );
}

function Adders({ open }: { readonly open: (kind: EntryKind) => void }) {
  const kinds: readonly EntryKind[] = ['address', 'emergency-contact', 'attorney'];
  return (
    <div className={classes.buttons}>
      {kinds.map((kind) => {
        return (
          <Button key={kind} variant="default" size="compact-md" onClick={() => open(kind)}>
            {adderWords(kind)}
          </Button>
        );
      })}
    </div>
  );
}

function adderWords(kind: EntryKind): string {
  if (kind === 'address') return t`Add an address…`;
  return kind === 'attorney' ? t`Add an attorney…` : t`Add a contact…`;
}

function kindWords(entry: RegisterEntryView): string {
  if (entry.kind === 'address') return placeWords(entry.use);
  if (entry.kind === 'withheld-address') return t`Address`;
  return entry.kind === 'attorney' ? t`Attorney` : t`Emergency contact`;
}

const shown = (): Column<RegisterEntryView>[] => [
  { id: 'kind', name: t`What`, cell: (entry) => <strong>{kindWords(entry)}</strong>, by: kindWords },
  { id: 'words', name: t`Who or where`, cell: (entry) => <Words of={entry} /> },
  {
    id: 'span',
    name: t`When`,
    cell: (entry) => (
      <>
        {spanWords(entry, currentLocale())}
        {entry.inError && <Tag>{t`Entered in error`}</Tag>}
      </>
    ),
    by: ({ from }) => from ?? '',
  },
];

function Words({ of }: { readonly of: RegisterEntryView }) {
  if (of.kind === 'withheld-address')
    return (
      <>
        <Tag tone="medium">{t`Protected`}</Tag>{' '}
        <Trans>Shown only to who is assigned to this person or stands in.</Trans>
      </>
    );
  if (of.kind === 'address')
    return (
      <>
        <span className={classes.text}>{of.text}</span>
        {of.protected && (
          <span className={classes.second}>
            <Tag tone="medium">{t`Protected`}</Tag> {of.reason}
          </span>
        )}
        {of.note && <span className={classes.second}>{of.note}</span>}
      </>
    );
  const more =
    of.kind === 'attorney' ? [of.firm, authorityWords(of.authority), of.document] : [of.relationship];
  const language = of.language === null ? null : languageWords(of.language);
  return (
    <>
      {of.name}
      <span className={classes.second}>
        {[...more, of.phone, of.email, language, of.note].filter(Boolean).join(' · ')}
      </span>
    </>
  );
}

const authorityWords = (authority: 'participant' | 'court'): string =>
  authority === 'court' ? t`appointed by the court` : t`authority given by the person`;

const actionColumn = (act: (doing: Doing) => void): Column<RegisterEntryView> => ({
  id: 'action',
  name: t`Action`,
  acts: true,
  cell: (entry) => {
    if (entry.kind === 'withheld-address' || entry.inError !== null) return null;
    const [name = ''] = (entry.kind === 'address' ? entry.text : entry.name).split('\n');
    return (
      <div className={actions}>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t`Change: ${name}`}
          onClick={() => act({ what: 'write', kind: entry.kind, of: entry })}
        >
          <Trans>Change…</Trans>
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t`Entered in error: ${name}`}
          onClick={() => act({ what: 'error', of: entry })}
        >
          <Trans>Entered in error…</Trans>
        </Button>
      </div>
    );
  },
});
