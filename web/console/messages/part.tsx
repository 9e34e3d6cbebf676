import type { MessageReply } from '@attend/contracts/messages';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { formCheck } from '../../ui/form-check.ts';
import { useSay } from '../../ui/Say.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { messagesOfQuery } from '../queries.ts';
import { RequestDialog } from '../requests/request-dialog.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { may, useStaff } from '../signed-in.tsx';
import { ContactPoints } from './contact-points.tsx';
import { textEmpty, textForm } from './form.ts';
import { MessageTable } from './list.tsx';
import classes from './page.module.css';
import { meaningWords } from './view.ts';

/** How a person is reached, what was written to them, and what they answered. */
export function ContactPart({ id }: { readonly id: string }) {
  const writes = may(useStaff(), 'messages.write');
  return (
    <div className={classes.stack}>
      <ContactPoints id={id} writes={writes} />
      <Messages id={id} writes={writes} />
      {writes && <Write id={id} />}
    </div>
  );
}

type Props = { readonly id: string; readonly writes: boolean };
function Messages({ id, writes }: Props) {
  const list = useQuery(messagesOfQuery(id));
  const takes = may(useStaff(), 'requests.write');
  const [asking, setAsking] = useState<MessageReply | null>(null);
  if (!list.data) return list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />;
  return (
    <>
      {list.data.replies.length > 0 && (
        <Card title={t`What they answered`} flush>
          <Replies of={list.data.replies} make={writes && takes ? setAsking : null} />
        </Card>
      )}
      <Card title={t`Messages`} flush>
        <MessageTable label={t`Messages`} messages={list.data.messages} ofOne writes={writes} />
      </Card>
      {asking && <RequestDialog person={id} reply={asking} close={() => setAsking(null)} />}
    </>
  );
}

type RepliesProps = {
  readonly of: readonly MessageReply[];
  readonly make: ((reply: MessageReply) => void) | null;
};
const Replies = ({ of, make }: RepliesProps) => (
  <DataTable
    label={t`What they answered`}
    rows={of}
    rowId={({ id }) => id}
    columns={[
      {
        id: 'meaning',
        name: t`Says`,
        cell: ({ meaning }) => (
          <Tag {...(meaning === 'help' || meaning === 'stop' ? { tone: 'medium' as const } : {})}>
            {meaningWords(meaning)}
          </Tag>
        ),
        by: ({ meaning }) => meaning,
      },
      { id: 'text', name: t`In their words`, cell: ({ text }) => <bdi>{text}</bdi> },
      { id: 'at', name: t`When`, cell: ({ at }) => <Moment at={at} />, by: ({ at }) => at },
      ...(make === null ? [] : [makeColumn(make)]),
    ]}
  />
);

/** REQ-6: what asks for something becomes a request, also where somebody pressed «seen to» before. */
const makeColumn = (make: (reply: MessageReply) => void): Column<MessageReply> => ({
  id: 'action',
  name: t`Action`,
  acts: true,
  cell: (reply) =>
    reply.meaning === 'stop' || reply.meaning === 'yes' ? null : (
      <Button
        variant="default"
        size="compact-sm"
        aria-label={t`Make a request of this: ${reply.text}`}
        onClick={() => make(reply)}
      >
        <Trans>Make a request of this…</Trans>
      </Button>
    ),
});

function Write({ id }: { readonly id: string }) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm(`message.${id}`, {
    initialValues: textEmpty,
    validate: formCheck(textForm),
  });
  const { form } = kept;
  const write = useMutation({
    mutationFn: async ({ text }: typeof textEmpty) => {
      const answer = await send(`/api/people/${id}/messages`, { text });
      if (!answer.ok) throw answer.error;
      kept.startAnew();
      say(t`It is in the outbox.`);
      await client.invalidateQueries({ queryKey: ['messages'] });
    },
  });
  return (
    <Card title={t`Write to this person`}>
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => write.mutate(values))}
        noValidate
      >
        <Restored of={kept} />
        <Textarea
          label={t`Text`}
          description={t`Who writes, and how to stop, is added. Between 21:00 and 8:00 of their clock it waits until morning.`}
          autosize
          minRows={2}
          {...form.getInputProps('text')}
        />
        <Refusal failure={write.error} />
        <Button type="submit" loading={write.isPending}>
          <Trans>Put it in the outbox</Trans>
        </Button>
      </form>
    </Card>
  );
}
