import type { ProtocolName, Reading } from '@attend/kernel';
import type { Link } from '../client/link.ts';
import { openLink } from '../client/open-link.ts';
import { randomFrom } from '../random.ts';
import { isUrgent } from '../wearer/days.ts';
import type { Wearer } from '../wearer/device.ts';

export type FleetOptions = {
  readonly host: string;
  readonly ports: Readonly<Partial<Record<ProtocolName, number>>>;
  /** Phones' tokens by device. */
  readonly tokens: ReadonlyMap<string, string>;
};

type Member = {
  readonly wearer: Wearer;
  readonly link: Link;
  readonly uploadEvery: number;
  /** Observed and not yet handed to the line. */
  held: Reading[];
  nextLook: number;
  nextUpload: number;
  inReach: boolean;
};

export type FleetCount = { readonly delivered: number; readonly waiting: number; readonly refused: number };

/** How often the clock is looked at. */
const tickEvery = 500;
/** Devices whose stored past is handed over in one turn of the event loop. */
const pastAtOnce = 4;

/** Devices that report in real time over their own connections. Holds sockets and a timer: `stop` it. */
export class Fleet {
  private readonly members: Member[];
  private timer: NodeJS.Timeout | null = null;

  constructor(wearers: readonly Wearer[], { host, ports, tokens }: FleetOptions) {
    this.members = wearers.flatMap((wearer) => {
      const { protocol, person, case: subject } = wearer.supervised;
      const port = ports[protocol];
      if (port === undefined) return [];
      const device = subject.device.id;
      const spread = randomFrom('link', person.seed, person.index).next();
      const link = openLink({ protocol, device, host, port, spread, token: tokens.get(device) ?? null });
      const uploadEvery = subject.device.uploadEvery * 1_000;
      return [{ wearer, link, uploadEvery, held: [], nextLook: 0, nextUpload: 0, inReach: true }];
    });
  }

  /** Hands over what the devices stored since `from`, and then goes on with the clock. */
  async start(from: number, now: () => number = Date.now): Promise<void> {
    for (let first = 0; first < this.members.length; first += pastAtOnce) {
      for (const member of this.members.slice(first, first + pastAtOnce)) this.recall(member, from, now());
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.timer = setInterval(() => this.tick(now()), tickEvery);
  }

  count(): FleetCount {
    const sum = (of: (link: Link) => number): number =>
      this.members.reduce((all, { link }) => all + of(link), 0);
    return {
      delivered: sum((link) => link.delivered),
      waiting: sum((link) => link.waiting),
      refused: sum((link) => link.refused + link.dropped),
    };
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    for (const { link } of this.members) link.close();
  }

  private recall(member: Member, from: number, to: number): void {
    const { wearer, link } = member;
    let time = wearer.nextAfter(from);
    for (; time <= to; time = wearer.nextAfter(time)) {
      const reading = wearer.observe(time);
      if (reading !== null) link.send({ ...reading, live: false });
    }
    member.nextLook = time;
    member.nextUpload = time;
  }

  private tick(now: number): void {
    for (const member of this.members) {
      const { wearer } = member;
      let urgent = false;
      while (member.nextLook <= now) {
        const reading = wearer.observe(member.nextLook);
        if (reading !== null) {
          member.held.push(reading);
          urgent ||= isUrgent(reading);
        }
        member.nextLook = wearer.nextAfter(member.nextLook);
      }
      const inReach = wearer.hasNetwork(now);
      if (inReach !== member.inReach) {
        member.inReach = inReach;
        if (inReach) member.link.restore();
        else member.link.cut();
      }
      if (inReach && member.held.length > 0 && (urgent || now >= member.nextUpload)) this.upload(member, now);
    }
  }

  private upload(member: Member, now: number): void {
    const late = now - 2 * member.uploadEvery;
    for (const reading of member.held) {
      member.link.send({ ...reading, live: (reading.time ?? now) >= late });
    }
    member.held = [];
    if (now >= member.nextUpload) {
      member.nextUpload = now + member.uploadEvery - ((now - member.nextUpload) % member.uploadEvery);
    }
  }
}
