import { measures, stateOf } from '@attend/casework';
import type { CaseList, caseQuery } from '@attend/contracts/providers';
import { fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { countMeasured, countReached, listMeasured } from '../../database/repositories/provider-measures.ts';
import { askedOf, spanOf } from '../../providers/measure.ts';
import type { StaffContext } from '../context.ts';
import { personRefs } from '../oversight/person-refs.ts';
import { heldIn } from './statements.ts';

/** What somebody reads in a sitting. */
const most = 200;

/** PRV-16: the cases behind a figure, each a look on record. Whoever is beyond the viewer's reach is counted and not shown. */
export async function readCases(
  context: StaffContext,
  id: string,
  { month, measure, state }: z.output<typeof caseQuery>,
): Promise<Result<CaseList>> {
  const { client, programme, reach, record } = context;
  const held = await heldIn(context, id, month);
  if (!held.ok) return fail({ ...held.error, path: ['query', 'month'] });
  const { contract, version } = held.value;
  const item = version.items.find((one) => one.measure === measure);
  if (item === undefined)
    return fail({
      code: 'not-found',
      message: 'The contract asks no such thing.',
      path: ['query', 'measure'],
    });
  const asked = askedOf(contract, spanOf(contract, month, programme.timezone), item);
  const of = measures[measure];
  const words = Object.keys(of.states).filter((word) => state === undefined || of.states[word] === state);
  const rows = await listMeasured(client, await reach(), asked, words, most + 1);
  const shown = rows.slice(0, most);
  const ids = shown.flatMap(({ participantId }) => participantId ?? []);
  record.passOver(rows.flatMap(({ participantId }) => participantId ?? []));
  const people = await personRefs(context, ids);
  const all = (await countMeasured(client, asked)).filter(({ said }) => words.includes(said));
  const whole = all.reduce((sum, { cases }) => sum + cases, 0);
  return succeed({
    ...{ contract: id, reference: contract.reference, month, measure },
    provider: { id: contract.providerId, name: contract.provider },
    cases: shown.map(({ id: subject, participantId, at, said }) => ({
      ...{ id: subject, said, at: formatInstant(at), state: stateOf(of, said) },
      person: participantId === null ? null : (people.get(participantId) ?? null),
    })),
    beyond: whole - (await countReached(client, await reach(), asked, words)),
    more: rows.length > most,
  });
}
