import { plural, t } from '@lingui/core/macro';
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { request } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import classes from './page.module.css';

/** What both kinds of moves answer. */
const moved = z.object({ people: z.array(z.string()) });

type Props = {
  /** Of the form whose reason is kept. */
  readonly name: string;
  readonly path: string;
  /** What was shown, with the plan's name. */
  readonly body: object;
  readonly moves: number;
  readonly queryKeys: readonly string[];
  readonly done: () => void;
  readonly again: () => void;
};

/** A reason, and what was shown is done in one step. */
export function CommitMove({ name, path, body, moves, queryKeys, done, again }: Props) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm(name, {
    initialValues: { reason: '' },
    validate: ({ reason }) => (reason.trim().length < 3 ? { reason: t`Say why` } : {}),
  });
  const { form } = kept;
  const move = useMutation<void, ApiFailure, { readonly reason: string }>({
    mutationFn: async ({ reason }) => {
      const answer = await request(path, moved, { method: 'POST', body: { ...body, reason } });
      if (!answer.ok) throw answer.error;
      const count = answer.value.people.length;
      say(plural(count, { one: '# person was moved.', other: '# people were moved.' }));
      kept.forget();
      done();
      await Promise.all(queryKeys.map((key) => client.invalidateQueries({ queryKey: [key] })));
    },
    onError: (failure) => {
      // Somebody came in between: who would move is shown anew, and the reason stays.
      if (failure.kind === 'refused' && failure.problem.code === 'changed') again();
    },
  });
  return (
    <form className={classes.form} onSubmit={form.onSubmit((given) => move.mutate(given))} noValidate>
      <Restored of={kept} />
      <Textarea
        label={t`Reason`}
        description={t`It stands in the record of each of them.`}
        autosize
        minRows={2}
        {...form.getInputProps('reason')}
      />
      <Refusal failure={move.error} />
      <div>
        <Button type="submit" loading={move.isPending}>
          {plural(moves, { one: 'Move # person', other: 'Move # people' })}
        </Button>
      </div>
    </form>
  );
}
