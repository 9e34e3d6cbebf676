import type { LetterSendingView, LetterView } from '@attend/contracts/letters';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { actions, type Column, DataTable } from '../../ui/DataTable.tsx';
import { languageWords } from '../../ui/language.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { OpenDocument } from '../documents/open.tsx';
import classes from '../documents/part.module.css';
import { kindWords } from '../letter-templates/view.ts';
import { MarkDialog } from '../log/mark.tsx';
import { may, useStaff } from '../signed-in.tsx';
import { FileHash } from './file-hash.tsx';
import { MakeLetter } from './make.tsx';
import own from './part.module.css';
import { lettersQuery } from './queries.ts';
import { HowItWent } from './send.tsx';
import { mayReturn, wayWords } from './view.ts';

type Asked =
  | { readonly what: 'make'; readonly checkIn: string | null }
  | { readonly what: 'open' | 'send'; readonly letter: LetterView }
  | { readonly what: 'return' | 'mark'; readonly letter: LetterView; readonly sending: LetterSendingView };

/** Letters and court forms of a person: made here, and what came of each. */
export function LettersPart({ id }: { readonly id: string }) {
  const writes = may(useStaff(), 'documents.write');
  const list = useQuery(lettersQuery(id));
  const { letter: checkIn } = useSearch({ from: '/people/$id' });
  const navigate = useNavigate();
  const [asked, ask] = useState<Asked | null>(
    checkIn !== undefined && writes ? { what: 'make', checkIn } : null,
  );
  if (!list.data) return list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />;
  const close = () => {
    ask(null);
    if (checkIn !== undefined)
      void navigate({ to: '/people/$id', params: { id }, search: { part: 'documents' }, replace: true });
  };
  return (
    <div className={own.part}>
      <Card
        title={t`Letters and court forms`}
        flush
        aside={
          writes && (
            <Button
              variant="default"
              size="compact-md"
              leftSection={<IconMail size={16} aria-hidden />}
              data-open="letter"
              onClick={() => ask({ what: 'make', checkIn: null })}
            >
              <Trans>Make a letter…</Trans>
            </Button>
          )
        }
      >
        <DataTable
          label={t`Letters and court forms`}
          rows={list.data.letters}
          rowId={(letter) => letter.id}
          empty={t`No letter of this person is kept here.`}
          over={({ inError }) => inError}
          columns={[...columns(ask, writes), acts(ask, writes)]}
        />
      </Card>
      {asked?.what === 'make' && <MakeLetter person={id} checkIn={asked.checkIn} close={close} />}
      {asked?.what === 'open' && (
        <OpenDocument of={{ ...asked.letter, id: asked.letter.document }} close={close} />
      )}
      {asked?.what === 'send' && <HowItWent letter={asked.letter} sending={null} close={close} />}
      {asked?.what === 'return' && <HowItWent letter={asked.letter} sending={asked.sending} close={close} />}
      {asked?.what === 'mark' && (
        <MarkDialog
          path={`/api/letter-sendings/${asked.sending.id}/entered-in-error`}
          stale={['letters', 'log', 'needs']}
          close={close}
        />
      )}
    </div>
  );
}

type Ask = (asked: Asked) => void;

const columns = (ask: Ask, writes: boolean): Column<LetterView>[] => [
  {
    id: 'title',
    name: t`Letter`,
    cell: ({ title, kind, language, inError, protected: isProtected }) => (
      <>
        <strong>
          <bdi>{title}</bdi>
        </strong>{' '}
        {inError && <Tag tone="medium">{t`entered in error`}</Tag>}{' '}
        {isProtected && <Tag>{t`protected address`}</Tag>}
        <span className={classes.second}>
          {kindWords(kind)}, {languageWords(language)}
        </span>
      </>
    ),
    by: ({ title }) => title,
  },
  {
    id: 'to',
    name: t`To`,
    cell: ({ recipient, signer }) => (
      <>
        <bdi>{recipient.name}</bdi>
        {signer !== null && (
          <span className={classes.second}>
            <Trans>to be signed by {signer}</Trans>
          </span>
        )}
      </>
    ),
  },
  {
    id: 'made',
    name: t`Made`,
    cell: ({ made, template, hash, title }) => {
      const { version } = template;
      return (
        <>
          <Moment at={made.at} />
          <span className={classes.second}>
            {made.by.name},{' '}
            {template.name === null ? (
              <Trans>a built-in template, version {version}</Trans>
            ) : (
              <Trans>
                {template.name}, version {version}
              </Trans>
            )}
          </span>
          <FileHash hash={hash} title={title} />
        </>
      );
    },
    by: ({ made }) => made.at,
  },
  {
    id: 'went',
    name: t`How it went`,
    cell: (letter) =>
      letter.sendings.length === 0 ? (
        t`It has not left`
      ) : (
        <ul className={classes.plain}>
          {letter.sendings.map((sending) => (
            <li key={sending.id}>
              <Went of={sending} />
              {writes && (
                <div className={actions}>
                  {mayReturn(sending) && <SendingAct what="return" {...{ letter, sending, ask }} />}
                  {!sending.inError && <SendingAct what="mark" {...{ letter, sending, ask }} />}
                </div>
              )}
            </li>
          ))}
        </ul>
      ),
  },
];

type SendingProps = {
  readonly what: 'return' | 'mark';
  readonly letter: LetterView;
  readonly sending: LetterSendingView;
  readonly ask: Ask;
};
function SendingAct({ what, letter, sending, ask }: SendingProps) {
  const words = what === 'return' ? t`It came back…` : t`Entered in error…`;
  const day = sending.on;
  return (
    <Button
      variant="default"
      size="compact-sm"
      aria-label={`${words} ${letter.title}, ${day}`}
      onClick={() => ask({ what, letter, sending })}
    >
      {words}
    </Button>
  );
}

function Went({ of: { way, on, by, note, returned, inError } }: { readonly of: LetterSendingView }) {
  const how = wayWords(way);
  const who = by.name;
  const line = (
    <Trans>
      {how}, {on}, {who}
    </Trans>
  );
  const back = returned?.on ?? '';
  return (
    <>
      {inError ? <s>{line}</s> : line} {inError && <Tag>{t`entered in error`}</Tag>}
      {returned && <Tag tone="medium">{t`came back ${back}`}</Tag>}
      {[note, returned?.note ?? null].map(
        (words) =>
          words !== null && (
            <span key={words} className={classes.second} dir="auto">
              {words}
            </span>
          ),
      )}
    </>
  );
}

const acts = (ask: Ask, writes: boolean): Column<LetterView> => ({
  id: 'acts',
  name: t`Action`,
  acts: true,
  cell: (letter) => {
    const { title } = letter;
    const button = { variant: 'default', size: 'compact-sm' } as const;
    return (
      <div className={actions}>
        <Button {...button} aria-label={t`Open… ${title}`} onClick={() => ask({ what: 'open', letter })}>
          <Trans>Open…</Trans>
        </Button>
        {writes && !letter.inError && (
          <Button
            {...button}
            aria-label={t`How it went… ${title}`}
            onClick={() => ask({ what: 'send', letter })}
          >
            <Trans>How it went…</Trans>
          </Button>
        )}
      </div>
    );
  },
});
