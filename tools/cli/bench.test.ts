import { expect, test } from 'vitest';
import { faultOf, runAttend } from './main.ts';

async function refusalOf(...args: string[]): Promise<ReturnType<typeof faultOf>> {
  try {
    await runAttend(['bench', ...args]);
  } catch (thrown) {
    return faultOf(thrown);
  }
  throw new Error('it was not refused');
}

test.each([
  [
    ['nothing'],
    /no bench nothing; there are ingest, alert, decode, replay, crash, walls, enrolled, reminders, year, costs/,
  ],
  [['enrolled', '--devices', '10000001'], /whole number from 1 to 10000000/],
  [[], /missing required argument 'name'/],
  [['ingest', '--devices', 'many'], /--devices is many/],
  [['ingest', '--devices', '0'], /--devices is 0/],
  [['decode', '--seconds', '1.5'], /--seconds is 1\.5/],
  [['crash', '--kills', '-3'], /--kills is -3/],
  [['replay', '--fast'], /unknown option '--fast'/],
])('bench %j is refused in one sentence, with exit code 2', async (args, says) => {
  const { message, exitCode } = await refusalOf(...args);
  expect(message).toMatch(says);
  expect(exitCode).toBe(2);
});
