import { request } from 'node:http';
import { bytesOfAscii, textOfUtf8 } from '@attend/protocols/text';
import { expect, test } from 'vitest';
import { requestsOf } from '../../packages/protocols/test/corpus.ts';
import { makeRandom, mutate } from '../../packages/protocols/test/mutate.ts';
import { withScene } from '../../server/gateway/testing/scene.ts';
import { keepFigures } from './figures.ts';

/** Mutated reports of each protocol, over HTTP to a gateway: a few here, a hundred thousand in the soak. */
const budget = Number(process.env.ATTEND_UPLOADS ?? 1_500);
const seed = Number(process.env.ATTEND_FUZZ_SEED ?? 20_261_126);

const scene = await withScene();
const gateway = await scene.begin({ ports: { owntracks: 0, osmand: 0 } });

/** What a phone may be told; anything else, and no answer at all, is a fault. */
const expected: ReadonlySet<number> = new Set([200, 400, 401, 413, 415, 429]);

type Sent = { readonly status: number; readonly text: string };

/** By Node's own client, which lets odd methods and paths through that `fetch` would mend. Null: no valid HTTP could be written. */
function send(
  port: number,
  head: { readonly method: string; readonly path: string; readonly headers: Record<string, string> },
  body: Uint8Array,
): Promise<Sent | null> {
  const { promise, resolve, reject } = Promise.withResolvers<Sent | null>();
  try {
    const asked = request({ host: '127.0.0.1', port, ...head, timeout: 30_000 }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      answer.once('error', reject);
    });
    asked.once('timeout', () => asked.destroy(new Error('no answer in thirty seconds')));
    asked.once('error', reject);
    asked.end(body);
  } catch {
    // A path that HTTP cannot carry.
    resolve(null);
  }
  return promise;
}

test.each(['osmand', 'owntracks'] as const)(
  `FUZ-4 ${budget} mutated reports (ATTEND_UPLOADS), seed ${seed}: %s tells each phone what it is told, keeps no memory of them, and takes the next whole one`,
  async (protocol) => {
    const random = makeRandom(seed);
    const who = await scene.person({
      device: { id: protocol === 'osmand' ? '860000000000077' : 'owntracks/user77/phone77', protocol },
      case: {
        device: {
          id: protocol === 'osmand' ? '860000000000077' : 'owntracks/user77/phone77',
          technology: 'phone',
          fixEvery: 600,
          uploadEvery: 600,
        },
      },
    });
    const port = gateway.ports[protocol] ?? 0;
    const authorization =
      protocol === 'osmand'
        ? `Bearer ${who.token}`
        : `Basic ${Buffer.from(`user77:${who.token}`).toString('base64')}`;
    // Half of them name the device that is known here, so that what is behind the token is reached.
    const requests = requestsOf(protocol).map((one, index) =>
      index % 2 === 0 ? one : own(protocol, who.identifier, index),
    );
    const pick = () => requests[random(requests.length)] ?? own(protocol, who.identifier, 0);
    const statuses = new Map<number, number>();
    let unwritable = 0;
    const before = process.memoryUsage().heapUsed;
    const ask = async (): Promise<void> => {
      const one = pick();
      const body = random(3) > 0 ? mutate(one.body, pick().body, random) : one.body;
      const path =
        random(2) === 0
          ? textOfUtf8(mutate(bytesOfAscii(one.path), bytesOfAscii(pick().path), random))
          : one.path;
      const headers = {
        authorization: random(9) === 0 ? 'Bearer none' : authorization,
        ...(one.contentType === null ? {} : { 'content-type': one.contentType }),
      };
      const target = path.startsWith('/') ? path : `/${path}`;
      const told = await send(port, { method: one.method, path: target, headers }, body);
      if (told === null) unwritable += 1;
      else statuses.set(told.status, (statuses.get(told.status) ?? 0) + 1);
    };
    for (let run = 0; run < budget; run += 8) await Promise.all(Array.from({ length: 8 }, ask));
    keepFigures(`fuzz-${protocol}`, { unwritable, ...Object.fromEntries(statuses) });
    expect([...statuses.keys()].filter((status) => !expected.has(status))).toEqual([]);
    expect(statuses.get(400)).toBeGreaterThan(budget / 20);
    expect((statuses.get(200) ?? 0) + (statuses.get(429) ?? 0)).toBeGreaterThan(budget / 20);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200 * 1024 * 1024);
    const whole = own(protocol, who.identifier, 7);
    await expect
      .poll(async () => {
        const head = {
          method: whole.method,
          path: whole.path,
          headers: {
            authorization,
            ...(whole.contentType === null ? {} : { 'content-type': whole.contentType }),
          },
        };
        return (await send(port, head, whole.body))?.status;
      })
      .toBe(200);
  },
  7_200_000,
);

/** A whole report of the device that is known here. */
function own(protocol: 'osmand' | 'owntracks', identifier: string, index: number) {
  const stamp = Math.floor(Date.now() / 1000) - 600 - index;
  if (protocol === 'osmand')
    return {
      method: 'POST',
      path: `/?id=${identifier}&timestamp=${stamp}&lat=25.5&lon=-80.4`,
      contentType: null,
      body: new Uint8Array(0),
    };
  const [, user = '', device = ''] = identifier.split('/');
  const body = {
    _type: 'location',
    topic: identifier,
    tst: stamp,
    lat: 25.5,
    lon: -80.4,
    acc: 8,
    batt: 80,
    tid: 'at',
  };
  return {
    method: 'POST',
    path: `/pub?u=${user}&d=${device}`,
    contentType: 'application/json',
    body: bytesOfAscii(JSON.stringify(body)),
  };
}
