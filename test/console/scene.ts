import { observation } from '../../server/api/alerts/testing.ts';
import type { Console } from './console.ts';

const minute = 60_000;
type Observed = ReturnType<typeof observation>;

/** A way through a city: a fix a minute, with the noise of a receiver, and one gap of forty minutes. */
export function way(until: number, minutes: number, centre: readonly [number, number]): Observed[] {
  const made: Observed[] = [];
  for (let index = 0; index < minutes; index += 1) {
    if (index > minutes * 0.45 && index < minutes * 0.45 + 40) continue;
    const at = until - (minutes - index) * minute;
    const turn = index / 23;
    const noise = Math.sin(index * 12.9898) * 0.00006;
    made.push(
      observation(at, {
        place: {
          kind: 'position',
          lat: centre[1] + Math.sin(turn) * 0.006 + Math.sin(turn * 2.7) * 0.0016 + noise,
          lon: centre[0] + Math.cos(turn * 0.8) * 0.0075 - noise,
          source: index % 17 === 5 ? 'wifi' : 'gnss',
          accuracy: index % 17 === 5 ? 60 : 8 + (index % 7) * 3,
          time: at,
          speed: 1.2,
          course: 90,
          altitude: 3,
          satellites: 9,
        },
      }),
    );
  }
  return made;
}

export const downtown = [-80.19, 25.77] as const;

const people = [
  ['A-2041', 'Marisol Vega', ['es']],
  ['A-2042', 'Jean-Baptiste Pierre', ['ht', 'fr']],
  ['A-2043', 'Layla Haddad', ['ar']],
  ['A-2044', 'Tomás Herrera Ruiz', ['es']],
  ['A-2045', 'Destiny Brooks', ['en']],
  ['A-2046', 'Wilner Étienne', ['ht']],
  ['A-2047', 'Amir Rahimi', ['en']],
  ['A-2048', 'Lucía Fernández Ochoa', ['es', 'en']],
  ['A-2049', 'Caleb Whitfield', ['en']],
  ['A-2050', 'Nadège Toussaint', ['ht']],
] as const;

/** Ten made-up people and what a morning brings. Returns the alerts by name. */
export async function setScene(console: Console): Promise<Record<string, string>> {
  const now = Date.now();
  const held = [];
  for (const [reference, name, languages] of people) {
    held.push(
      await console.enrol(reference, {
        participant: { name, languages: [...languages] },
        court: { name: 'Circuit Court, 11th Judicial Circuit', caseNumber: `F26-${reference.slice(2)}` },
        order: {
          legalBasis: 'Fla. Stat. 903.047',
          reasons: 'Two hearings missed in 2025 after changes of address; a device replaces custody.',
        },
        names: { z1: 'Downtown hotel', c1: 'Home' },
      }),
    );
  }
  const [a, b, c, d, e, f, g, h, i] = held;
  if (!a || !b || !c || !d || !e || !f || !g || !h || !i) throw new Error('the scene has nine people');
  const ago = (minutes: number) => now - minutes * minute;

  for (const person of [a, b, d, h]) await console.store(person, way(now, 420, downtown));
  const inside = [14, 13, 12].map(ago);
  const made = {
    cut: await console.raise(a, { from: ago(1), readings: [ago(1)] }),
    zone: await console.raise(b, {
      kind: 'exclusion-zone-entered',
      condition: 'z1',
      severity: 'high',
      from: inside[0] ?? now,
      readings: inside,
      because: [
        { code: 'inside-by-more-than-accuracy', ...{ fixes: 3, metres: 62, accuracy: 30, seconds: 120 } },
      ],
    }),
    silent: await console.raise(c, {
      kind: 'silent',
      severity: 'medium',
      from: ago(190),
      because: [{ code: 'no-contact', ...{ seconds: 3600, limit: 3600, uploadEvery: 600 } }],
    }),
    curfew: await console.raise(d, {
      kind: 'curfew-absence',
      condition: 'c1',
      severity: 'high',
      from: ago(55),
      readings: [ago(55), ago(54), ago(53)],
      because: [
        { code: 'outside-by-more-than-accuracy', ...{ fixes: 3, metres: 900, accuracy: 25, seconds: 120 } },
      ],
    }),
    battery: await console.raise(e, {
      kind: 'battery-low',
      severity: 'low',
      from: ago(32),
      because: [{ code: 'battery-at-or-below', ...{ percent: 18, limit: 20 } }],
    }),
    critical: await console.raise(f, {
      kind: 'battery-critical',
      severity: 'medium',
      from: ago(8),
      because: [{ code: 'battery-at-or-below', ...{ percent: 6, limit: 8 } }],
    }),
    sos: await console.raise(g, {
      kind: 'sos',
      severity: 'critical',
      from: ago(3),
      to: ago(3),
      because: [{ code: 'sos-event' }],
    }),
    doubtful: await console.raise(h, {
      kind: 'location-doubtful',
      severity: 'low',
      from: ago(75),
      because: [{ code: 'impossible-jump', ...{ speed: 210, limit: 70 } }],
    }),
    cleared: await console.raise(i, {
      kind: 'tamper',
      severity: 'high',
      from: ago(140),
      because: [{ code: 'tamper-event' }],
    }),
  };
  const detail = await console.admin.get(`/api/alerts/${made.curfew}`);
  await console.admin.post(`/api/alerts/${made.curfew}/acknowledge`, {
    version: detail.body.version,
    note: 'Called; says the bus did not come. Employer confirms the shift ended late.',
  });
  const cleared = await console.admin.get(`/api/alerts/${made.cleared}`);
  await console.admin.post(`/api/alerts/${made.cleared}/close`, {
    version: cleared.body.version,
    outcome: 'device-fault',
    note: 'The charger had bent the case.',
  });
  return made;
}
