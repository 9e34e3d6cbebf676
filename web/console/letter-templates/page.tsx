import type {
  BuiltInView,
  LetterTemplateVersion,
  LetterTemplateView,
} from '@attend/contracts/letter-templates';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { actions, type Column, DataTable } from '../../ui/DataTable.tsx';
import { languageWords } from '../../ui/language.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { type Editing, Editor } from './editor.tsx';
import classes from './page.module.css';
import { letterTemplatesQuery } from './queries.ts';
import { ReadBuiltIn, ReadVersion } from './read.tsx';
import { draftOf, fieldsOf, kindWords, publishedOf, type Shown } from './view.ts';

/** What letters and court forms are made of: the programme's own words, and the program's. */
export function LetterTemplatesPage() {
  useTitle(t`Templates of letters`);
  const staff = useStaff();
  const list = useQuery(letterTemplatesQuery);
  const [editing, edit] = useState<Editing | null>(null);
  const [shown, show] = useState<Shown | null>(null);
  const writes = may(staff, 'letter-templates.write');
  const begin = (from: Pick<BuiltInView, 'kind' | 'language' | 'title' | 'body'>) =>
    edit({ id: null, revision: null, fields: fieldsOf(from, kindWords(from.kind), from) });
  return (
    <Page
      title={t`Templates of letters`}
      lead={t`A template is written as a draft, and published by somebody who wrote nothing of it. What was published is never edited: the next version stands beside it.`}
    >
      {!list.data ? (
        list.error ? (
          <Failed error={list.error} retry={list.refetch} />
        ) : (
          <Waiting />
        )
      ) : (
        <div className={classes.stack}>
          {editing && (
            <Editor key={editing.id} of={editingNow(list.data.templates, editing)} close={() => edit(null)} />
          )}
          <Own
            of={list.data.templates}
            show={show}
            edit={writes && editing === null ? edit : null}
            create={writes && editing === null ? () => edit(blank) : null}
          />
          <BuiltIn of={list.data.builtIn} begin={writes && editing === null ? begin : null} />
          {shown && <ReadVersion of={shownNow(list.data.templates, shown)} close={() => show(null)} />}
        </div>
      )}
    </Page>
  );
}

const editingOf = (
  of: LetterTemplateView,
  { status, revision, ...words }: LetterTemplateVersion,
): Editing => ({
  ...{ id: of.id, revision: status === 'draft' ? revision : null },
  fields: fieldsOf(of, of.name, words),
});

/** What is written or read, as it stands by now: what somebody else writes meanwhile is told. */
function editingNow(templates: readonly LetterTemplateView[], editing: Editing): Editing {
  const template = templates.find(({ id }) => id === editing.id);
  const latest = template && (draftOf(template) ?? publishedOf(template));
  return template && latest ? editingOf(template, latest) : editing;
}
function shownNow(templates: readonly LetterTemplateView[], { template, version }: Shown): Shown {
  const now = templates.find(({ id }) => id === template.id) ?? template;
  return { template: now, version: now.versions.find((one) => one.version === version.version) ?? version };
}

const blank: Editing = {
  ...{ id: null, revision: null },
  fields: {
    ...{ kind: 'to-participant', language: 'en', name: '', title: '' },
    body: [{ kind: 'paragraph', text: '' }],
  },
};

type OwnProps = {
  readonly of: readonly LetterTemplateView[];
  readonly show: (shown: Shown) => void;
  readonly edit: ((editing: Editing) => void) | null;
  readonly create: (() => void) | null;
};

function Own({ of, show, edit, create }: OwnProps) {
  const acts: Column<LetterTemplateView> = {
    id: 'acts',
    name: t`Action`,
    acts: true,
    cell: (template) => <Acts of={template} show={show} edit={edit} />,
  };
  return (
    <Card
      title={t`The programme’s own`}
      flush
      aside={
        create && (
          <Button variant="default" size="compact-md" data-open="template" onClick={create}>
            <Trans>New template…</Trans>
          </Button>
        )
      }
    >
      <DataTable
        label={t`The programme’s own`}
        rows={of}
        rowId={({ id }) => id}
        empty={t`There is none yet: those below, which are built in, are used.`}
        over={({ withdrawn }) => withdrawn !== null}
        columns={[
          { id: 'name', name: t`Name`, cell: ({ name }) => <strong>{name}</strong>, by: ({ name }) => name },
          {
            id: 'kind',
            name: t`Kind`,
            cell: ({ kind }) => kindWords(kind),
            by: ({ kind }) => kindWords(kind),
          },
          { id: 'language', name: t`Language`, cell: ({ language }) => languageWords(language) },
          { id: 'standing', name: t`Standing`, cell: (template) => <Standing of={template} /> },
          acts,
        ]}
      />
    </Card>
  );
}

function Standing({ of }: { readonly of: LetterTemplateView }) {
  const published = publishedOf(of);
  const draft = draftOf(of);
  if (of.withdrawn !== null)
    return (
      <Tag>
        <Trans>
          withdrawn <Moment at={of.withdrawn} />
        </Trans>
      </Tag>
    );
  const number = published?.version ?? 0;
  return (
    <>
      {published ? (
        <Tag tone="good">{t`version ${number} is published`}</Tag>
      ) : (
        <Tag>{t`not published yet`}</Tag>
      )}{' '}
      {draft && <Tag tone="medium">{t`a draft waits`}</Tag>}
      {published?.published && (
        <span className={classes.second}>
          {published.published.by.name}, <Moment at={published.published.at} />
        </span>
      )}
    </>
  );
}

function Acts({ of, show, edit }: { readonly of: LetterTemplateView } & Pick<OwnProps, 'show' | 'edit'>) {
  const { name } = of;
  const draft = draftOf(of);
  const published = publishedOf(of);
  const latest = draft ?? published;
  const words = draft ? t`Write in the draft…` : t`Write the next version…`;
  const button = { variant: 'default', size: 'compact-sm' } as const;
  return (
    <div className={actions}>
      {draft && (
        <Button
          {...button}
          aria-label={t`Read the draft… ${name}`}
          onClick={() => show({ template: of, version: draft })}
        >
          <Trans>Read the draft…</Trans>
        </Button>
      )}
      {published && (
        <Button
          {...button}
          aria-label={t`Read what is published… ${name}`}
          onClick={() => show({ template: of, version: published })}
        >
          <Trans>Read what is published…</Trans>
        </Button>
      )}
      {edit && latest && of.withdrawn === null && (
        <Button {...button} aria-label={`${words} ${name}`} onClick={() => edit(editingOf(of, latest))}>
          {words}
        </Button>
      )}
    </div>
  );
}

type BuiltInProps = {
  readonly of: readonly BuiltInView[];
  readonly begin: ((from: BuiltInView) => void) | null;
};

function BuiltIn({ of, begin }: BuiltInProps) {
  const [reading, read] = useState<BuiltInView | null>(null);
  return (
    <Card title={t`Built in`} flush>
      <DataTable
        label={t`Built in`}
        rows={of}
        rowId={({ kind, language }) => `${kind} ${language}`}
        over={({ replaced }) => replaced}
        columns={[
          {
            id: 'kind',
            name: t`Kind`,
            cell: ({ kind }) => kindWords(kind),
            by: ({ kind }) => kindWords(kind),
          },
          {
            id: 'language',
            name: t`Language`,
            cell: ({ language }) => languageWords(language),
            by: ({ language }) => language,
          },
          {
            id: 'standing',
            name: t`Standing`,
            cell: ({ replaced }) =>
              replaced ? <Tag>{t`the programme has its own`}</Tag> : <Tag tone="good">{t`offered`}</Tag>,
          },
          {
            id: 'acts',
            name: t`Action`,
            acts: true,
            cell: (row) => {
              const kind = kindWords(row.kind);
              const language = languageWords(row.language);
              const button = { variant: 'default', size: 'compact-sm' } as const;
              return (
                <div className={actions}>
                  <Button {...button} aria-label={t`Read… ${kind}, ${language}`} onClick={() => read(row)}>
                    <Trans>Read…</Trans>
                  </Button>
                  {begin && (
                    <Button
                      {...button}
                      aria-label={t`Begin from it… ${kind}, ${language}`}
                      onClick={() => begin(row)}
                    >
                      <Trans>Begin from it…</Trans>
                    </Button>
                  )}
                </div>
              );
            },
          },
        ]}
      />
      {reading && <ReadBuiltIn of={reading} close={() => read(null)} />}
    </Card>
  );
}
