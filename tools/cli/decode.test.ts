import { spawn } from 'node:child_process';
import { PassThrough, Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { httpEncoders, streamEncoders } from '@attend/protocols/encoders';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { registerDecode, runDecode } from './decode.ts';

type Run = {
  readonly code: number;
  readonly lines: readonly Record<string, unknown>[];
  readonly errors: string;
};

async function run(
  protocol: string | undefined,
  input: string | readonly (string | Uint8Array)[],
): Promise<Run> {
  const output = new PassThrough();
  const errors = new PassThrough();
  const code = await runDecode(protocol, {
    input: Readable.from(typeof input === 'string' ? [input] : input),
    output,
    errors,
  });
  output.end();
  errors.end();
  const text = (await output.toArray()).join('');
  const lines = text.split('\n').filter((line) => line !== '');
  return { code, lines: lines.map((line) => JSON.parse(line)), errors: (await errors.toArray()).join('') };
}

const line = (fields: object): string => `${JSON.stringify(fields)}\n`;
const keepAlive = { id: 'k', encoding: 'text', data: '$ECHK,99999999,0*35' };

describe('attend decode', () => {
  test('COD-70 one line out for each line in, in order', async () => {
    const inputs = [
      line(keepAlive),
      '\n',
      line({ id: 2, encoding: 'hex', data: Buffer.from('$ECHK,99999999,0*36').toString('hex') }),
      line({ id: 3, encoding: 'text', data: '' }),
    ];
    const { code, lines, errors } = await run('laipac', inputs);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(lines).toEqual([
      {
        id: 'k',
        readings: [],
        replies: [{ encoding: 'text', data: '$ECHK,99999999,0*35\r\n' }],
        rejected: [],
        left: 0,
      },
      {
        id: 2,
        readings: [],
        replies: [],
        rejected: [
          { reason: 'The checksum is not that of the line.', encoding: 'text', data: '$ECHK,99999999,0*36' },
        ],
        left: 0,
      },
      { id: 3, readings: [], replies: [], rejected: [], left: 0 },
    ]);
  });

  test('COD-70 readings are in the contract’s form, instants as text', async () => {
    const time = Date.UTC(2026, 2, 1, 12);
    const bytes = streamEncoders.r16h.reading({
      device: '357653051212345',
      time,
      receivedAt: null,
      fix: {
        lat: 25.5,
        lon: -80.25,
        source: 'gnss',
        accuracy: null,
        time,
        speed: 0,
        course: 10,
        altitude: 3,
        satellites: null,
      },
      battery: { percent: 81, charging: null },
      strap: 'open',
      case: null,
      worn: null,
      events: ['strap-opened'],
      live: true,
      sequence: null,
      mock: null,
    });
    const { lines } = await run(
      'r16h',
      line({ id: 1, encoding: 'hex', data: Buffer.from(bytes).toString('hex') }),
    );
    expect(lines[0]).toMatchObject({
      readings: [
        {
          device: '357653051212345',
          time: '2026-03-01T12:00:00Z',
          receivedAt: null,
          fix: { lat: 25.5, lon: -80.25, time: '2026-03-01T12:00:00Z', source: 'gnss', accuracy: null },
          strap: 'open',
          events: ['strap-opened'],
        },
      ],
    });
  });

  test('COD-70 left counts what is unfinished; bytes that are no text are written in hexadecimal', async () => {
    const cut = await run('watch', line({ id: 1, encoding: 'text', data: '[3G*8800000015*0002*LK][3G*88' }));
    expect(cut.lines[0]).toMatchObject({ left: 6, replies: [{ data: '[3G*8800000015*0002*LK]' }] });
    const odd = await run('watch', line({ id: 1, encoding: 'hex', data: 'ff0a' }));
    expect(odd.lines[0]).toMatchObject({ rejected: [{ encoding: 'hex', data: 'ff' }] });
  });

  test('COD-70 over HTTP the request stands beside the body, and the reply is the response’s body', async () => {
    const http = { method: 'GET', path: '/?id=7&lat=1&lon=2', contentType: null };
    const osmand = await run('osmand', line({ id: 1, encoding: 'text', data: '', http }));
    expect(osmand.lines[0]).toMatchObject({ readings: [{ device: '7' }], replies: [], left: 0 });
    const { body, ...request } = httpEncoders.owntracks({ ...reading, device: 'owntracks/a/b' });
    const owntracks = await run(
      'owntracks',
      line({ id: 1, encoding: 'text', data: Buffer.from(body).toString(), http: request }),
    );
    expect(owntracks.lines[0]).toMatchObject({
      readings: [{ device: 'owntracks/a/b' }],
      replies: [{ encoding: 'text', data: '[]' }],
    });
  });

  test.each([
    ['line 2: it is not JSON', '{'],
    ['line 2: it is not a JSON object', '[]'],
    ['line 2: the field "id"', line({ encoding: 'text', data: '' })],
    ['line 2: the field "encoding"', line({ id: 1, encoding: 'base64', data: '' })],
    ['line 2: the field "data"', line({ id: 1, encoding: 'text' })],
    ['line 2: the field "data" is not hexadecimal bytes', line({ id: 1, encoding: 'hex', data: 'abc' })],
  ])('COD-70 %s: exit code 2, one sentence, what stood before is written', async (wanted, bad) => {
    const { code, lines, errors } = await run('laipac', [line(keepAlive), bad, '\n', line(keepAlive)]);
    expect(code).toBe(2);
    expect(lines.length).toBe(1);
    expect(errors).toMatch(/^attend decode: stdin, [^\n]*\.\n$/);
    expect(errors).toContain(wanted);
  });

  test('COD-70 lines that are no UTF-8, and requests without their HTTP part', async () => {
    expect((await run('laipac', [Uint8Array.of(0xff, 0x0a)])).errors).toContain('line 1 is not UTF-8');
    for (const http of [undefined, 7, {}, { method: 'GET' }, { method: 'GET', path: '/', contentType: 1 }]) {
      const { code, errors } = await run('osmand', line({ id: 1, encoding: 'text', data: '', http }));
      expect(code).toBe(2);
      expect(errors).toContain('the field "http');
    }
  });

  test('COD-70 a protocol that is missing or none: exit code 2 with those that there are', async () => {
    for (const name of [undefined, 'gps', 'constructor']) {
      const { code, errors } = await run(name, '');
      expect(code).toBe(2);
      expect(errors).toContain('laipac, megastek, r16h, watch, owntracks, osmand');
    }
  });

  test('lines cut anywhere are the same lines', async () => {
    const bytes = Buffer.from(line(keepAlive) + line({ ...keepAlive, id: 'é' }));
    const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect((await run('laipac', pieces)).lines).toEqual((await run('laipac', bytes.toString())).lines);
    expect((await run('laipac', [line(keepAlive).trimEnd()])).lines.length).toBe(1);
  });

  test('a slow reader slows it down: no more is read than is written', async () => {
    let given = 0;
    const input = Readable.from(
      (function* () {
        for (; given < 20_000; given++) yield line({ ...keepAlive, id: given });
      })(),
    );
    let release = (): void => {};
    const output = new Writable({
      highWaterMark: 1_000,
      write: (_chunk, _encoding, done) => (release = done),
    });
    const done = runDecode('laipac', { input, output, errors: new PassThrough() });
    for (let turn = 0; turn < 200; turn++) await new Promise(setImmediate);
    expect(given).toBeLessThan(2_000);
    output.destroy();
    release();
    expect(await done).toBe(0);
  });
});

const reading = {
  device: 'x',
  time: Date.UTC(2026, 2, 1),
  receivedAt: null,
  fix: {
    lat: 1,
    lon: 2,
    source: 'gnss',
    accuracy: null,
    time: null,
    speed: null,
    course: null,
    altitude: null,
    satellites: null,
  },
  battery: null,
  strap: null,
  case: null,
  worn: null,
  events: [],
  live: null,
  sequence: null,
  mock: null,
} as const;

describe('as a process', () => {
  const script = `
    import { Command } from 'commander';
    import { registerDecode } from ${JSON.stringify(fileURLToPath(new URL('./decode.ts', import.meta.url)))};
    const program = new Command('attend');
    registerDecode(program);
    await program.parseAsync(process.argv.slice(1), { from: 'user' });`;
  const start = (...options: readonly string[]) => {
    const args = ['--input-type=module', '--eval', script, '--', 'decode', ...options];
    return spawn(process.execPath, args, {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      stdio: 'pipe',
    });
  };
  const exitCode = (child: ReturnType<typeof start>): Promise<number | null> =>
    new Promise((resolve) => child.on('close', resolve));

  test('COD-70 stdin to stdout, exit code 0; bad input 2', async () => {
    const good = start('--protocol', 'laipac');
    good.stdin.end(line(keepAlive));
    const [text, code] = await Promise.all([good.stdout.toArray(), exitCode(good)]);
    expect(code).toBe(0);
    expect(JSON.parse(text.join(''))).toMatchObject({ id: 'k' });
    const bad = start('--protocol', 'laipac');
    bad.stdin.end('x');
    expect(await exitCode(bad)).toBe(2);
  });

  test('a reader that closes early ends it quietly', async () => {
    const child = start('--protocol', 'laipac');
    child.stdin.on('error', () => {});
    child.stdin.end(line(keepAlive).repeat(50_000));
    child.stdout.once('data', () => child.stdout.destroy());
    const [errors, code] = await Promise.all([child.stderr.toArray(), exitCode(child)]);
    expect({ code, errors: errors.join('') }).toEqual({ code: 0, errors: '' });
  });

  test('is registered under its name', () => {
    const program = new Command();
    registerDecode(program);
    expect(program.commands.map((command) => command.name())).toEqual(['decode']);
  });
});
