import type { SignedInStaff } from '@attend/contracts/session';
import { t } from '@lingui/core/macro';
import {
  IconDeviceWatch,
  IconEye,
  IconEyeCheck,
  IconHeartRateMonitor,
  IconHourglass,
  IconKeyOff,
  IconListCheck,
  IconLockOpen,
  IconShieldCheck,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { isSupervised, landsOnOwnLooks } from '../own-looks/view.ts';
import { may } from '../signed-in.tsx';

export type Place = {
  readonly to:
    | '/'
    | '/own-looks'
    | '/people'
    | '/devices'
    | '/break-glass'
    | '/status'
    | '/staff'
    | '/oversight'
    | '/audit'
    | '/retention'
    | '/destructions';
  readonly name: string;
  readonly icon: typeof IconUsers;
  /** The second key after `g`. */
  readonly key: string;
};

/** Where this person may go. What a role cannot open is not offered. */
export function places(staff: SignedInStaff): readonly Place[] {
  const all: readonly (Place & { readonly open: boolean })[] = [
    { to: '/', name: t`Today`, icon: IconListCheck, key: 't', open: !landsOnOwnLooks(staff) },
    {
      to: '/own-looks',
      name: t`Who looked at my data`,
      icon: IconEyeCheck,
      key: 'w',
      open: isSupervised(staff),
    },
    { to: '/people', name: t`People`, icon: IconUsers, key: 'p', open: may(staff, 'people.read') },
    { to: '/devices', name: t`Devices`, icon: IconDeviceWatch, key: 'd', open: may(staff, 'devices.read') },
    {
      to: '/break-glass',
      name: t`Break-glass`,
      icon: IconLockOpen,
      key: 'b',
      open: may(staff, 'break-glass.ask') || may(staff, 'break-glass.read'),
    },
    { to: '/status', name: t`Status`, icon: IconHeartRateMonitor, key: 's', open: may(staff, 'status.read') },
    { to: '/staff', name: t`Staff`, icon: IconUsersGroup, key: 'u', open: may(staff, 'staff.read') },
    { to: '/oversight', name: t`Oversight`, icon: IconEye, key: 'o', open: may(staff, 'oversight.read') },
    { to: '/audit', name: t`Audit`, icon: IconShieldCheck, key: 'a', open: may(staff, 'audit.read') },
    {
      to: '/retention',
      name: t`Retention`,
      icon: IconHourglass,
      key: 'r',
      open: may(staff, 'retention.read'),
    },
    {
      to: '/destructions',
      name: t`Ended keys`,
      icon: IconKeyOff,
      key: 'k',
      open: may(staff, 'people.destroy'),
    },
  ];
  return all.filter((place) => place.open);
}
