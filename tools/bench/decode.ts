import {
  type ProtocolName,
  protocolNames,
  type Reading,
  type StreamProtocolName,
  streamProtocolNames,
} from '@attend/kernel';
import { httpProtocols, streamProtocols } from '@attend/protocols';
import { httpEncoders, streamEncoders } from '@attend/protocols/encoders';
import { median } from './median.ts';

export type DecodeLine = {
  readonly protocol: ProtocolName;
  readonly product: number;
  readonly bare: number;
  readonly ratio: number;
};
export type DecodeFigures = { readonly name: 'decode'; readonly protocols: readonly DecodeLine[] };

const frames = 2_000;
const chunk = 1_400;
const rounds = 3;

const isStream = (name: ProtocolName): name is StreamProtocolName =>
  streamProtocolNames.some((known) => known === name);

function readingOf(n: number, device: string): Reading {
  const time = Date.UTC(2026, 2, 1) + n * 60_000;
  const fix = {
    lat: 39.7 + (n % 900) * 1e-5,
    lon: -104.9 - (n % 700) * 1e-5,
    source: 'gnss',
    accuracy: 8,
    time,
    speed: (n % 20) / 2,
    course: n % 360,
    altitude: 1_600,
    satellites: 9,
  } as const;
  return {
    device,
    time,
    receivedAt: null,
    fix,
    battery: { percent: n % 101, charging: null },
    strap: null,
    case: null,
    worn: null,
    events: [],
    live: true,
    sequence: null,
    mock: null,
  };
}

/** Times `work` over a whole number of passes that together last at least `seconds`; answers passes a second. */
function passesPerSecond(seconds: number, work: () => void): number {
  let passes = 0;
  const from = performance.now();
  do {
    work();
    passes += 1;
  } while (performance.now() - from < seconds * 1000);
  return (passes * 1000) / (performance.now() - from);
}

/** Frames a second through each codec, beside cutting the same bytes into frames and fields and nothing more. */
export function benchDecode({ seconds }: { readonly seconds: number }): DecodeFigures {
  const share = Math.max(0.2, seconds / (protocolNames.length * rounds * 2));
  return {
    name: 'decode',
    protocols: protocolNames.map((name) =>
      isStream(name) ? streamLine(name, share) : httpLine(name, share),
    ),
  };
}

function lineOf(protocol: ProtocolName, product: () => number, bare: () => number): DecodeLine {
  const figures: [number, number][] = [];
  for (let round = 0; round < rounds; round += 1) figures.push([product(), bare()]);
  const [one, other] = [median(figures.map(([first]) => first)), median(figures.map(([, second]) => second))];
  return { protocol, product: one, bare: other, ratio: one / other };
}

function streamLine(name: StreamProtocolName, seconds: number): DecodeLine {
  const codec = streamProtocols[name];
  const encoder = streamEncoders[name];
  const device = name === 'watch' ? '8800000015' : '357653051212345';
  const bytes = Buffer.concat([
    encoder.hello(device) ?? Buffer.alloc(0),
    ...Array.from({ length: frames }, (_, n) => encoder.reading(readingOf(n, device))),
  ]);
  const end = name === 'watch' ? ']' : name === 'megastek' ? '!' : name === 'r16h' ? '@' : '\n';
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunk) chunks.push(bytes.subarray(at, at + chunk));
  const decode = (): void => {
    let session = codec.start();
    for (const some of chunks) session = codec.receive(session, some).session;
  };
  // The ends of frames, and the fields between commas as text: what any decoder has to do first.
  const text = bytes.toString('latin1');
  const cut = (): void => {
    for (const frame of text.split(end)) frame.split(',');
  };
  return lineOf(
    name,
    () => passesPerSecond(seconds, decode) * frames,
    () => passesPerSecond(seconds, cut) * frames,
  );
}

function httpLine(name: Exclude<ProtocolName, StreamProtocolName>, seconds: number): DecodeLine {
  const codec = httpProtocols[name];
  const messages = Array.from({ length: frames }, (_, n) => httpEncoders[name](readingOf(n, 'phone-1')));
  const decode = (): void => {
    for (const message of messages) codec.decode(message);
  };
  const texts = messages.map(({ path, body }) => (body.length > 0 ? Buffer.from(body).toString() : path));
  const parse = (): void => {
    for (const text of texts) {
      if (text.startsWith('{')) JSON.parse(text);
      else new URLSearchParams(text.slice(text.indexOf('?') + 1));
    }
  };
  return lineOf(
    name,
    () => passesPerSecond(seconds, decode) * frames,
    () => passesPerSecond(seconds, parse) * frames,
  );
}
