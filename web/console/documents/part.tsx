import type { CaseDocument } from '@attend/contracts/documents';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconFilePlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { actions, type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { dayWords } from '../check-ins/view.ts';
import { may, useStaff } from '../signed-in.tsx';
import { AddDocument } from './add.tsx';
import { MarkError } from './mark-error.tsx';
import { OpenDocument } from './open.tsx';
import classes from './part.module.css';
import { documentsQuery } from './queries.ts';
import { kindWords, sizeOf } from './view.ts';

type Asked =
  | { readonly what: 'add'; readonly file: File | null }
  | { readonly what: 'open' | 'error'; readonly document: CaseDocument };

/** The papers of a person's case. */
export function DocumentsPart({ id }: { readonly id: string }) {
  const writes = may(useStaff(), 'documents.write');
  const list = useQuery(documentsQuery(id));
  const [asked, ask] = useState<Asked | null>(null);
  const [over, setOver] = useState(false);
  if (!list.data) return list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />;
  const close = () => ask(null);
  const drag = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) ask({ what: 'add', file });
  };
  return (
    <section
      // Without a name it is no landmark of its own: the card within has one.
      data-drop="documents"
      className={over ? classes.over : undefined}
      {...(writes ? { onDragOver: drag, onDragLeave: () => setOver(false), onDrop: drop } : {})}
    >
      <Card
        title={t`Documents`}
        flush
        aside={
          writes && (
            <Button
              variant="default"
              size="compact-md"
              leftSection={<IconFilePlus size={16} aria-hidden />}
              data-open="document"
              onClick={() => ask({ what: 'add', file: null })}
            >
              <Trans>Add a document…</Trans>
            </Button>
          )
        }
      >
        <DataTable
          label={t`Documents`}
          rows={list.data.documents}
          rowId={({ id }) => id}
          empty={t`No paper of this case is kept here.`}
          over={({ error }) => error !== null}
          columns={[...columns(), acts(ask, writes)]}
        />
      </Card>
      {asked?.what === 'add' && <AddDocument person={id} dropped={asked.file} close={close} />}
      {asked?.what === 'open' && <OpenDocument of={asked.document} close={close} />}
      {asked?.what === 'error' && <MarkError of={asked.document} close={close} />}
    </section>
  );
}

const columns = (): Column<CaseDocument>[] => [
  {
    id: 'title',
    name: t`Title`,
    cell: ({ title, error }) => (
      <>
        <strong>{title}</strong>{' '}
        {error && (
          <>
            <Tag tone="medium">{t`entered in error`}</Tag>
            <span className={classes.second}>{error.reason}</span>
          </>
        )}
      </>
    ),
    by: ({ title }) => title,
  },
  { id: 'kind', name: t`Kind`, cell: ({ kind }) => kindWords(kind), by: ({ kind }) => kindWords(kind) },
  {
    id: 'dated',
    name: t`Dated`,
    cell: ({ dated }) => (dated === null ? '–' : dayWords(dated, currentLocale())),
    by: ({ dated }) => dated ?? '',
  },
  {
    id: 'added',
    name: t`Added`,
    cell: ({ added, by }) => (
      <>
        <Moment at={added} />
        <span className={classes.second}>{by.name}</span>
      </>
    ),
    by: ({ added }) => added,
  },
  { id: 'size', name: t`File`, cell: sizeOf, by: ({ bytes }) => bytes },
];

const acts = (ask: (asked: Asked) => void, writes: boolean): Column<CaseDocument> => ({
  id: 'acts',
  name: t`Action`,
  acts: true,
  cell: (document) => {
    const { title } = document;
    return (
      <div className={actions}>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t`Open… ${title}`}
          onClick={() => ask({ what: 'open', document })}
        >
          <Trans>Open…</Trans>
        </Button>
        {writes && document.error === null && (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t`Entered in error… ${title}`}
            onClick={() => ask({ what: 'error', document })}
          >
            <Trans>Entered in error…</Trans>
          </Button>
        )}
      </div>
    );
  },
});
