import type { Client } from '../testing/client.ts';

export const reason = 'as the test asks';
export const modelBody = (name: string, more: object = {}) => ({
  ...{ maker: 'Acme', name, technology: 'ankle', protocols: ['laipac'], fixEvery: 60, uploadEvery: 600 },
  ...{ knows: ['strap', 'gnss', 'battery'], checkInWeeks: 8, statisticsLabel: 'Ankle', costLabel: 'Ankle' },
  ...{ reason, ...more },
});

export async function makeModel(client: Client, name: string, more: object = {}): Promise<string> {
  const { status, body } = await client.post('/api/device-models', modelBody(name, more));
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id;
}

/** Devices on an office's shelf, or at the supplier's (null). */
export async function register(
  client: Client,
  model: string,
  office: string | null,
  identifiers: readonly string[],
): Promise<void> {
  const body = { model, protocol: 'laipac', office, identifiers, reason };
  const answer = await client.post('/api/stock/devices', body);
  if (answer.status !== 201 || answer.body.made !== identifiers.length)
    throw new Error(JSON.stringify(answer.body));
}

export async function plan(
  client: Client,
  from: string | null,
  to: string | null,
  more: object = {},
): Promise<string> {
  const { status, body } = await client.post('/api/shipments', { from, to, ...more });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id;
}

/** One step, in the version that stands. */
export async function step(client: Client, id: string, name: string, more: object = {}) {
  const { version } = (await client.get(`/api/shipments/${id}`)).body;
  return client.post(`/api/shipments/${id}/${name}`, { version, ...more });
}

export const scan = (
  client: Client,
  id: string,
  name: 'pack' | 'unpack' | 'receive',
  identifier: string,
  more: object = {},
) => client.post(`/api/shipments/${id}/${name}`, { identifier, ...more });

/** Packed and with the carrier. */
export async function send(client: Client, id: string, identifiers: readonly string[]): Promise<void> {
  for (const identifier of identifiers) {
    const { body } = await scan(client, id, 'pack', identifier);
    if (body.result !== 'done') throw new Error(JSON.stringify(body));
  }
  for (const [name, more] of [
    ['close', {}],
    ['label', {}],
    ['hand-over', { carrier: 'Carrier', tracking: 'T-1' }],
  ] as const) {
    const { status, body } = await step(client, id, name, more);
    if (status !== 200) throw new Error(`${name}: ${JSON.stringify(body)}`);
  }
}
