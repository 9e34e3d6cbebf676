import type { SignedInStaff } from '@attend/contracts/session';
import { t } from '@lingui/core/macro';
import {
  IconArrowsExchange,
  IconBuilding,
  IconBuildingCommunity,
  IconBuildingWarehouse,
  IconCalendarCheck,
  IconCalendarMonth,
  IconCalendarOff,
  IconCalendarShare,
  IconCloudStorm,
  IconCoins,
  IconContract,
  IconDeviceWatch,
  IconDeviceWatchCog,
  IconEye,
  IconEyeCheck,
  IconFileImport,
  IconGavel,
  IconHeartHandshake,
  IconHeartRateMonitor,
  IconHourglass,
  IconKeyOff,
  IconListCheck,
  IconListNumbers,
  IconLockOpen,
  IconMailCog,
  IconMessage,
  IconMessageReport,
  IconPackage,
  IconPhotoCheck,
  IconReportAnalytics,
  IconScale,
  IconSettings,
  IconShieldCheck,
  IconStairsDown,
  IconUsers,
  IconUsersGroup,
  IconZoomQuestion,
} from '@tabler/icons-react';
import { isSupervised, landsOnOwnLooks } from '../own-looks/view.ts';
import { may } from '../signed-in.tsx';

export type Place = {
  readonly to:
    | '/'
    | '/own-looks'
    | '/people'
    | '/hearings'
    | '/check-ins'
    | '/help'
    | '/photos'
    | '/calendar'
    | '/orders-to-decide'
    | '/order-settings'
    | '/reviews'
    | '/costs'
    | '/reports'
    | '/devices'
    | '/stock'
    | '/fittings'
    | '/shipments'
    | '/messages'
    | '/break-glass'
    | '/status'
    | '/staff'
    | '/oversight'
    | '/oversight/questions'
    | '/audit'
    | '/retention'
    | '/destructions'
    | '/import-export'
    | '/absences'
    | '/move-caseloads'
    | '/move-offices'
    | '/offices'
    | '/contact-order'
    | '/bulk-exceptions'
    | '/calendar-feeds'
    | '/letter-templates'
    | '/complaints'
    | '/providers'
    | '/our-contract';
  readonly name: string;
  readonly icon: typeof IconUsers;
  /** The second key after `g`. */
  readonly key: string;
};

/** Where this person may go. What a role cannot open is not offered. The most used stand first: a bar holds only some. */
export function places(staff: SignedInStaff): readonly Place[] {
  const all: readonly (readonly [Place['to'], string, Place['icon'], key: string, open: boolean])[] = [
    ['/', t`Today`, IconListCheck, 't', !landsOnOwnLooks(staff)],
    ['/own-looks', t`Who looked at my data`, IconEyeCheck, 'w', isSupervised(staff)],
    ['/people', t`People`, IconUsers, 'p', may(staff, 'people.read')],
    ['/hearings', t`Hearings`, IconGavel, 'h', may(staff, 'hearings.read')],
    ['/check-ins', t`Check-ins`, IconCalendarCheck, 'i', may(staff, 'check-ins.read')],
    ['/help', t`Help`, IconHeartHandshake, 'j', may(staff, 'help.read')],
    ['/photos', t`Photos to compare`, IconPhotoCheck, 'v', may(staff, 'check-ins.read')],
    [
      '/calendar',
      t`Calendar`,
      IconCalendarMonth,
      'c',
      may(staff, 'hearings.read') || may(staff, 'check-ins.read'),
    ],
    ['/orders-to-decide', t`Orders to decide`, IconScale, 'e', may(staff, 'orders.write')],
    ['/reviews', t`Reviews`, IconStairsDown, '6', may(staff, 'reviews.read') || may(staff, 'tiers.read')],
    ['/costs', t`Costs`, IconCoins, '7', may(staff, 'costs.read')],
    ['/reports', t`Reports`, IconReportAnalytics, '8', may(staff, 'statistics.read')],
    ['/providers', t`Providers`, IconContract, '2', may(staff, 'providers.read')],
    [
      '/our-contract',
      t`Our contract`,
      IconContract,
      '2',
      // The same key: nobody works for a provider and oversees them.
      may(staff, 'providers.own') && !may(staff, 'providers.read'),
    ],
    ['/devices', t`Devices`, IconDeviceWatch, 'd', may(staff, 'devices.read')],
    ['/stock', t`Stock`, IconBuildingWarehouse, '4', may(staff, 'stock.read')],
    ['/shipments', t`Shipments`, IconPackage, '5', may(staff, 'stock.read')],
    ['/fittings', t`Fittings`, IconDeviceWatchCog, '9', may(staff, 'fittings.read')],
    ['/messages', t`Messages`, IconMessage, 'm', may(staff, 'messages.read')],
    ['/calendar-feeds', t`Calendar addresses`, IconCalendarShare, 'x', may(staff, 'hearings.read')],
    ['/letter-templates', t`Templates of letters`, IconMailCog, '1', may(staff, 'letter-templates.read')],
    ['/order-settings', t`Settings of orders`, IconSettings, '3', may(staff, 'orders.policy')],
    ['/absences', t`Absences`, IconCalendarOff, 'n', may(staff, 'absences.write')],
    ['/move-caseloads', t`Move caseloads`, IconArrowsExchange, 'l', may(staff, 'caseloads.move')],
    ['/move-offices', t`Move between offices`, IconBuildingCommunity, '0', may(staff, 'caseloads.move')],
    ['/bulk-exceptions', t`Exceptions for many`, IconCloudStorm, 'y', may(staff, 'bulk-exceptions.write')],
    ['/complaints', t`Complaints`, IconMessageReport, 'g', may(staff, 'complaints.take')],
    ['/status', t`Status`, IconHeartRateMonitor, 's', may(staff, 'status.read')],
    ['/oversight', t`Oversight`, IconEye, 'o', may(staff, 'oversight.read')],
    // Its key is that of one's own looks: nobody who oversees is supervised.
    [
      '/oversight/questions',
      t`Questions`,
      IconZoomQuestion,
      'w',
      may(staff, 'oversight.read') && !isSupervised(staff),
    ],
    [
      '/break-glass',
      t`Break-glass`,
      IconLockOpen,
      'b',
      may(staff, 'break-glass.ask') || may(staff, 'break-glass.read'),
    ],
    ['/staff', t`Staff`, IconUsersGroup, 'u', may(staff, 'staff.read')],
    ['/offices', t`Offices`, IconBuilding, 'f', may(staff, 'staff.read')],
    ['/contact-order', t`Order of contact`, IconListNumbers, 'q', may(staff, 'calendars.write')],
    ['/audit', t`Audit`, IconShieldCheck, 'a', may(staff, 'audit.read')],
    ['/retention', t`Retention`, IconHourglass, 'r', may(staff, 'retention.read')],
    ['/destructions', t`Ended keys`, IconKeyOff, 'k', may(staff, 'people.destroy')],
    ['/import-export', t`Import and export`, IconFileImport, 'z', may(staff, 'caseload.import')],
  ];
  return all.flatMap(([to, name, icon, key, open]) => (open ? [{ to, name, icon, key }] : []));
}

const roomFor = 5;

/** What stands in the bar, and what in the list behind it; one page alone is no list. */
export function splitPlaces(all: readonly Place[]): {
  readonly first: readonly Place[];
  readonly more: readonly Place[];
} {
  if (all.length <= roomFor) return { first: all, more: [] };
  return { first: all.slice(0, roomFor - 1), more: all.slice(roomFor - 1) };
}
