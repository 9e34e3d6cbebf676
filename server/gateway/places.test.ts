import { expect, test } from 'vitest';
import { limits } from './limits.ts';
import { Places } from './places.ts';
import { frameOf, readingOf, TestLine } from './testing/line.ts';
import { minute, withScene } from './testing/scene.ts';

const scene = await withScene();
const now = Math.floor(Date.now() / 1000) * 1000;

test('GTW-22 the longest unheard goes, never the one that comes, and nothing is remembered of who has gone', () => {
  const places = new Places<{ heardAt: number }>(2);
  const [quiet, lively, fresh] = [{ heardAt: 1 }, { heardAt: 5 }, { heardAt: 0 }];
  expect(places.take(lively, 'd')).toBeNull();
  expect(places.take(quiet, 'd')).toBeNull();
  expect(places.take({ heardAt: 0 }, 'another')).toBeNull();
  expect(places.take(fresh, 'd')).toBe(quiet);
  for (const one of [quiet, lively, fresh]) places.leave(one);
  expect(places.size).toEqual({ devices: 1, connections: 1 });
});

test('GTW-22 one device’s number does not take more places than a device may need; others keep theirs', async () => {
  const [guessed, other] = [await scene.person(), await scene.person()];
  const gateway = await scene.begin();
  const open = () => new TestLine(gateway.ports.laipac ?? 0);
  const bystander = open();
  bystander.send(frameOf(readingOf(other.identifier, now - minute)));
  await bystander.answered(1);
  const lines: TestLine[] = [];
  for (let n = 0; n < limits.connectionsPerDevice + 4; n += 1) {
    const line = open();
    line.send(frameOf(readingOf(guessed.identifier, now - 90 * minute + n * 1000)));
    await line.answered(1);
    lines.push(line);
  }
  for (const line of lines.slice(0, 4)) await line.ended();
  expect(lines.slice(4).some(({ closed }) => closed)).toBe(false);
  bystander.send(frameOf(readingOf(other.identifier, now)));
  expect(await bystander.answered(2)).toHaveLength(2);
  for (const line of [...lines, bystander]) line.end();
});
