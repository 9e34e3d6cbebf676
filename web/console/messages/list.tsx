import type { Message } from '@attend/contracts/messages';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { send } from '../../ui/api/request.ts';
import { actions, type Column, DataTable } from '../../ui/DataTable.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Moment } from '../../ui/When.tsx';
import { failureWords } from '../../ui/words/failures.ts';
import classes from './page.module.css';
import {
  kindWords,
  reasonWords,
  settlementsOf,
  settlementWords,
  statusTone,
  statusWords,
  templateWords,
} from './view.ts';

type Props = {
  readonly label: string;
  readonly messages: readonly Message[];
  /** Of one person: their name is not said in each row. */
  readonly ofOne?: true;
  readonly writes: boolean;
};

export function MessageTable({ label, messages, ofOne, writes }: Props) {
  const act = useAct();
  const columns: Column<Message>[] = [
    ...(ofOne ? [] : [personColumn()]),
    {
      id: 'what',
      name: t`Message`,
      cell: ({ template, text, language }) => (
        <details>
          <summary>{templateWords(template)}</summary>
          <p className={classes.text} lang={language} dir="auto">
            {text}
          </p>
        </details>
      ),
      by: ({ template }) => template,
    },
    { id: 'due', name: t`Due`, cell: ({ due }) => <Moment at={due} />, by: ({ due }) => due },
    { id: 'state', name: t`State`, cell: (message) => <State of={message} />, by: ({ status }) => status },
    ...(writes ? [actionColumn(act)] : []),
  ];
  return (
    <DataTable label={label} rows={messages} columns={columns} rowId={({ id }) => id} empty={t`None.`} />
  );
}

const personColumn = (): Column<Message> => ({
  id: 'person',
  name: t`Person`,
  cell: ({ participant }) => (
    <Link to="/people/$id" params={{ id: participant.id }} search={{ part: 'contact' }}>
      {participant.name} · <bdi>{participant.reference}</bdi>
    </Link>
  ),
  by: ({ participant }) => participant.name,
});

function State({ of: message }: { readonly of: Message }) {
  const { status, reason, kind, sent, delivered, settled } = message;
  const tone = statusTone(message);
  const by = settled?.by ?? '';
  return (
    <>
      {tone === undefined ? statusWords(status) : <Tag tone={tone}>{statusWords(status)}</Tag>}
      {kind !== null && <> · {kindWords(kind)}</>}
      {reason !== null && <span className={classes.second}>{reasonWords(reason)}</span>}
      {sent !== null && (
        <span className={classes.second}>
          <Moment at={sent} /> {delivered !== null && <Trans>(delivered)</Trans>}
        </span>
      )}
      {settled !== null && (
        <span className={classes.second}>
          {settlementWords(settled.as)} · <Trans>says {by}</Trans>
        </span>
      )}
    </>
  );
}

type Act = (message: Message, path: string, body: object | undefined) => Promise<void>;
const actionColumn = (act: Act): Column<Message> => ({
  id: 'action',
  name: t`Action`,
  acts: true,
  cell: (message) => {
    const what = `${templateWords(message.template)}, ${message.participant.name}`;
    if (message.status === 'planned')
      return (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t`Do not send: ${what}`}
          onClick={() => void act(message, 'cancel', undefined)}
        >
          <Trans>Do not send</Trans>
        </Button>
      );
    return (
      <div className={actions}>
        {settlementsOf(message).map((as) => (
          <Button
            key={as}
            variant="default"
            size="compact-sm"
            aria-label={`${settlementWords(as)}: ${what}`}
            onClick={() => void act(message, 'settle', { as })}
          >
            {settlementWords(as)}
          </Button>
        ))}
      </div>
    );
  },
});

function useAct(): Act {
  const client = useQueryClient();
  const say = useSay();
  return async ({ id }, path, body) => {
    const answer = await send(`/api/messages/${id}/${path}`, body);
    if (!answer.ok) say(failureWords(answer.error).detail, 'trouble');
    await client.invalidateQueries({ queryKey: ['messages'] });
  };
}
