import type { AccountRequest } from '@attend/contracts/account-requests';
import { t } from '@lingui/core/macro';
import type { Stands } from '../shell/stands.tsx';
import { roleWords, type StaffEntry, whereWords } from '../staff/view.ts';
import { askedWords, standingWords } from './view.ts';

const factWords = (field: string): string =>
  ({
    ...{ standing: t`Standing`, asked: t`What is asked`, decidedBy: t`Decided by`, note: t`Reason` },
    ...{ name: t`Name`, roles: t`Roles`, where: t`Where`, restsOn: t`Rests on the word of` },
  })[field] ?? t`Left`;

/** What of a request somebody else may change while it is decided. */
export const requestStands = (of: AccountRequest): Stands => ({
  version: of.version,
  facts: {
    ...{ standing: standingWords(of.standing), asked: askedWords(of), name: of.staff.name },
    ...{ decidedBy: of.decidedBy?.name, note: of.note },
  },
  name: factWords,
});

/** What of an account somebody else may change while it is confirmed. */
export const accountStands = (of: StaffEntry): Stands => ({
  version: of.version,
  facts: {
    ...{ name: of.name, roles: of.roles.map(roleWords), where: whereWords(of) },
    ...{ restsOn: of.restsOn?.name, endedAt: of.endedAt },
  },
  name: factWords,
});
