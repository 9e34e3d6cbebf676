import { useQuery } from '@tanstack/react-query';
import { Failed, Waiting } from '../../ui/State.tsx';
import { TimezoneContext } from '../../ui/zone.tsx';
import { askDecision } from '../orders/commands.tsx';
import { personOrdersQuery } from '../orders/queries.ts';
import { TextDialog } from '../orders/text-dialog.tsx';

type Props = { readonly person: string; readonly id: string; readonly close: () => void };

/** The list drops what was decided; the person's own orders say who was faster, and how they decided. */
export function DecidePrompt({ person, id, close }: Props) {
  const list = useQuery(personOrdersQuery(person));
  if (!list.data) return list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />;
  const prompt = list.data.orders.flatMap(({ prompts }) => prompts).find((one) => one.id === id);
  if (prompt === undefined) return null;
  const { timezone } = list.data;
  return (
    <TimezoneContext value={timezone}>
      <TextDialog of={askDecision(prompt, timezone)} close={close} />
    </TimezoneContext>
  );
}
