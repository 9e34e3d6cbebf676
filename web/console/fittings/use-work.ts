import type { FittingDetail, PersonFittings } from '@attend/contracts/fittings';
import { fittingChanged, teachingPoints } from '@attend/contracts/fittings';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { isPassing } from '../../ui/api/again.ts';
import { request } from '../../ui/api/request.ts';
import { freshKey } from '../../ui/api/write-key.ts';
import { serverNow } from '../../ui/clock.ts';
import { unsentWords } from '../../ui/words/failures.ts';
import { useStaff } from '../signed-in.tsx';
import { forgetWork, keepWork, readWork } from './kept.ts';
import {
  addWrite,
  answered,
  type KeptStep,
  newWork,
  nextWrite,
  pathOf,
  refusedBy,
  type Typed,
  tryAgain,
  type Work,
  withAnotherDevice,
} from './work.ts';

/** How often a line that was gone is tried again. */
const pause = 5_000;

/** UUID version 4 (RFC 9562), also where the page is not served securely. */
export function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const typedOf = (kit: PersonFittings): Typed => ({
  ...{ identifier: '', office: kit.ownOffice ?? kit.offices[0]?.id ?? '', replaces: '' },
  ...{ means: '', identityNote: '', language: kit.languages[0] ?? 'en', interpreter: '' },
  ...{ points: [], weeks: null, explained: '', signer: '', strokes: [], signed: '', straps: 1, chargers: 1 },
  order: kit.agreements[0]?.order ?? '',
  location: kit.agreements[0]?.levels.at(-1) ?? 'status',
});

/** What somebody began elsewhere goes on here with what the server has of it. */
export const resumed = (kit: PersonFittings, of: FittingDetail): Work => {
  const typed = typedOf(kit);
  return {
    ...newWork(kit.participant, of.id, {
      ...typed,
      ...{ identifier: of.device.identifier, office: of.office.id },
      ...{ identityNote: of.identityNote ?? '', interpreter: of.interpreter ?? '' },
      ...{ means: of.identity ?? typed.means, language: of.language ?? typed.language },
      ...{ points: of.taught.filter((point) => teachingPoints.includes(point)), weeks: of.checkInWeeks },
    }),
    sent: ['begin'],
  };
};

export type WorkHold = {
  /** Null: it is being read. */
  readonly work: Work | null;
  /** Nothing was answered the last time: what is written waits here. */
  readonly away: boolean;
  /** The work as it stands is in this browser's store: closing the page loses nothing. */
  readonly kept: boolean;
  readonly type: (part: Partial<Typed>) => void;
  readonly write: (step: KeptStep, body: (work: Work) => object) => void;
  readonly again: () => void;
  readonly anotherDevice: () => void;
  readonly take: (work: Work) => void;
  readonly forget: () => void;
};

/** FIT-9: one fitting as this browser holds it: kept with every letter, sent in order whenever the server answers. */
export function useWork(kit: PersonFittings): WorkHold {
  const { id: owner } = useStaff();
  const client = useQueryClient();
  const [work, setWork] = useState<Work | null>(null);
  const [away, setAway] = useState(false);
  const [stored, setStored] = useState<Work | null>(null);
  const now = useRef<Work | null>(null);
  const sending = useRef(false);
  const person = kit.participant;
  const set = useCallback(
    (next: Work) => {
      now.current = next;
      setWork(next);
      void keepWork(owner, next).then(
        () => setStored(next),
        () => undefined,
      );
    },
    [owner],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once for each person; the kit's later readings change nothing typed.
  useEffect(() => {
    let over = false;
    const begin = async () => {
      const kept = await readWork(owner, person).catch(() => null);
      if (!over) set(kept ?? newWork(person, freshId(), typedOf(kit)));
    };
    void begin();
    return () => {
      over = true;
    };
  }, [owner, person]);

  const flush = useCallback(async () => {
    if (sending.current) return;
    sending.current = true;
    try {
      for (let work = now.current; work !== null; work = now.current) {
        const write = nextWrite(work);
        if (write === null) break;
        const answer = await request(pathOf(work, write), fittingChanged, {
          ...{ method: 'POST', body: write.body, key: write.key },
        });
        const stands = now.current;
        if (stands === null) break;
        const isAway = !answer.ok && (isPassing(answer.error) || answer.error.kind === 'signed-out');
        setAway(isAway);
        if (isAway) break;
        set(answer.ok ? answered(stands, write) : refusedBy(stands, write, unsentWords(answer.error)));
        await client.invalidateQueries({ queryKey: ['fittings'] });
      }
    } finally {
      sending.current = false;
    }
  }, [client, set]);

  useEffect(() => {
    const timer = setInterval(() => void flush(), pause);
    const soon = () => void flush();
    addEventListener('online', soon);
    soon();
    return () => {
      clearInterval(timer);
      removeEventListener('online', soon);
    };
  }, [flush]);

  const change = (how: (work: Work) => Work) => {
    if (now.current === null) return;
    set(how(now.current));
    void flush();
  };
  return {
    ...{ work, away, kept: stored === work },
    type: (part) => now.current && set({ ...now.current, typed: { ...now.current.typed, ...part } }),
    write: (step, body) =>
      change((was) =>
        addWrite(was, {
          ...{ step, key: freshKey(), body: body(was), at: new Date(serverNow()).toISOString() },
        }),
      ),
    again: () => change((was) => tryAgain(was, freshKey())),
    anotherDevice: () => change((was) => withAnotherDevice(was, freshId(), was.writes.map(freshKey))),
    take: (next) => set(next),
    forget: () => {
      now.current = null;
      void forgetWork(owner, person);
      set(newWork(person, freshId(), typedOf(kit)));
    },
  };
}
