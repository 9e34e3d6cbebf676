import type { Permission, SignedInStaff } from '@attend/contracts/session';
import { t } from '@lingui/core/macro';
import { may } from '../signed-in.tsx';
import type { Part } from './form.ts';

export type Group = {
  readonly name: string;
  readonly parts: readonly { readonly part: Part; readonly name: string }[];
};

type Listed = readonly [part: Part, name: string, permission: Permission | null];

/**
 * The parts of a person's file, by what somebody comes to look for; those that they may open. Each part keeps its own address, so that
 * what is grouped otherwise one day breaks no link.
 */
export function groupsOf(staff: SignedInStaff): readonly Group[] {
  const all: readonly (readonly [name: string, parts: readonly Listed[]])[] = [
    [t`Overview`, [['overview', t`Overview`, null]]],
    [
      t`Orders`,
      [
        ['order', t`Order and conditions`, null],
        ['review', t`Review`, 'reviews.read'],
        ['suspensions', t`Suspension`, null],
      ],
    ],
    [
      t`Appointments`,
      [
        ['check-ins', t`Check-ins`, 'check-ins.read'],
        ['hearings', t`Hearings`, 'hearings.read'],
        ['photos', t`Photos`, 'check-ins.read'],
      ],
    ],
    [
      t`Contact`,
      [
        ['contact', t`Numbers and messages`, 'messages.read'],
        ['log', t`Contact log`, 'log.read'],
      ],
    ],
    [
      t`Alerts and movement`,
      [
        ['alerts', t`Alerts`, null],
        ['movement', t`Movement`, 'movement.read'],
        ['devices', t`Devices on them`, 'fittings.read'],
      ],
    ],
    [
      t`Their record`,
      [
        ['documents', t`Letters and documents`, 'documents.read'],
        ['supervision', t`Who works with them`, null],
        ['looks', t`Who looked`, null],
      ],
    ],
  ];
  return all
    .map(([name, parts]) => ({
      name,
      parts: parts
        .filter(([, , permission]) => permission === null || may(staff, permission))
        .map(([part, words]) => ({ part, name: words })),
    }))
    .filter(({ parts }) => parts.length > 0);
}
