import type { Permission } from '@attend/contracts/session';
import { compareNeeds, type Need, type NeedKind, type NeedList, needPage } from '@attend/contracts/today';
import { plural, t } from '@lingui/core/macro';
import { civilDay } from '../../ui/time.ts';
import type { Part } from '../person/form.ts';

export const kindWords = (kind: NeedKind): string =>
  ({
    'help-asked': () => t`Asks for help`,
    'help-to-arrange': () => t`Help to arrange`,
    'help-in-doubt': () => t`Help to look at again`,
    'exception-late': () => t`Asked for an exception, and nobody answered in time`,
    'exception-asked': () => t`Asks for an exception`,
    'hearing-unconfirmed': () => t`Hearing not confirmed`,
    'no-number': () => t`Hearing, and no number that works`,
    'message-unknown': () => t`Nobody knows whether a message left`,
    'check-in-missed': () => t`Missed check-in`,
    'slot-short': () => t`Booked, and too few workers: another time or worker`,
    'fitting-left': () => t`A fitting was begun and not ended`,
    'removal-over': () => t`A removal is over: is the device on again?`,
    'collection-due': () => t`A device is to be fetched`,
    'collection-to-arrange': () => t`A device is to be fetched, and no day is arranged`,
    'removal-running': () => t`A planned removal runs`,
    'fitting-under-way': () => t`A fitting is under way`,
    'step-up-asked': () => t`A step up waits for a second person`,
    'device-swap': () => t`The device is to be changed`,
    'review-late': () => t`Review not decided in time`,
    'merge-waiting': () => t`Two records of one person? A second person must say so`,
    'reply-to-read': () => t`An answer to be read`,
    bounced: () => t`A number or address that does not reach them`,
    'letter-returned': () => t`A letter came back from their address`,
  })[kind]();

/** Each list by the permission that opens it, with what is missing where it does not answer. */
export const needParts = [
  'messages',
  'requests',
  'help',
  'hearings',
  'check-ins',
  'devices',
  'reviews',
  'merges',
  'letters',
] as const;
export type NeedPart = (typeof needParts)[number];
export const readPermission = {
  messages: 'messages.read',
  requests: 'orders.write',
  help: 'help.read',
  hearings: 'hearings.read',
  'check-ins': 'check-ins.read',
  devices: 'devices.write',
  reviews: 'reviews.read',
  letters: 'documents.read',
  merges: 'people.write',
} as const satisfies Record<NeedPart, Permission>;
export const missingWords = (part: NeedPart): string =>
  ({
    messages: () => t`Who asks for help and whom no message reaches is not known now.`,
    help: () => t`Which help is to be arranged is not known now.`,
    requests: () => t`What was asked for and not answered is not known now.`,
    hearings: () => t`Which hearings nobody has confirmed is not known now.`,
    'check-ins': () => t`Which check-ins were missed is not known now.`,
    devices: () => t`Which fittings were left open and which devices are to be fetched is not known now.`,
    reviews: () => t`Which reviews are late and which devices are to be changed is not known now.`,
    letters: () => t`Which letters came back is not known now.`,
    merges: () => t`Which records wait to be joined is not known now.`,
  })[part]();

/** It is seen to on the page of help, whether it is for a hearing or a check-in. */
export const isHelp = (kind: NeedKind): boolean => kind === 'help-to-arrange' || kind === 'help-in-doubt';

/** Where a need is looked into on the person's page. */
export function partOf(kind: NeedKind): Part {
  if (isReview(kind)) return 'review';
  if (isDevice(kind)) return 'devices';
  if (isRequest(kind) || kind === 'merge-waiting') return 'overview';
  if (kind === 'hearing-unconfirmed' || isHelp(kind)) return 'hearings';
  if (kind === 'check-in-missed' || kind === 'slot-short') return 'check-ins';
  return kind === 'letter-returned' ? 'documents' : 'contact';
}
/** It is seen to on the person's page of their level. */
export const isReview = (kind: NeedKind): boolean =>
  kind === 'step-up-asked' || kind === 'device-swap' || kind === 'review-late';
/** It is seen to on the person's page of their devices. */
export const isDevice = (kind: NeedKind): boolean => isFitting(kind) || isRemoval(kind) || isCollection(kind);
const isFitting = (kind: NeedKind): boolean => kind === 'fitting-left' || kind === 'fitting-under-way';
export const isRemoval = (kind: NeedKind): boolean => kind === 'removal-over' || kind === 'removal-running';
const isCollection = (kind: NeedKind): boolean =>
  kind === 'collection-due' || kind === 'collection-to-arrange';
export const isRequest = (kind: NeedKind): boolean => kind === 'exception-asked' || kind === 'exception-late';
/** An answer of which a request can be made. */
export const asksSomething = (kind: NeedKind): boolean => kind === 'help-asked' || kind === 'reply-to-read';

/** How it is seen to from the list; null: on another page. */
export type Command = {
  readonly path: string;
  readonly body: object | undefined;
  readonly permission: Permission;
};
export function commandOf({ kind, id }: Pick<Need, 'kind' | 'id'>): Command | null {
  if (kind === 'help-asked' || kind === 'reply-to-read')
    return { path: `/api/message-replies/${id}/answered`, body: {}, permission: 'messages.write' };
  if (kind === 'hearing-unconfirmed')
    return { path: `/api/hearings/${id}/confirm`, body: undefined, permission: 'hearings.write' };
  return null;
}

/** One list of what the lists answered, in order of need (TDY-1). */
export const inOrder = (lists: readonly (NeedList | undefined)[]): Need[] =>
  lists
    .flatMap((list) => list?.needs ?? [])
    .toSorted((a, b) => compareNeeds({ ...a, at: Date.parse(a.at) }, { ...b, at: Date.parse(b.at) }));

/** TDY-7: what is not asked for is not counted, and the words say so. */
export function summaryWords(of: {
  readonly count: number;
  readonly known: boolean;
  readonly more: boolean;
}): string {
  const { count } = of;
  if (!of.known && count === 0) return t`What else needs somebody`;
  if (of.more) return t`${count}+ more things need somebody`;
  return plural(count, {
    0: 'Nothing else needs anybody',
    one: '# more thing needs somebody',
    other: '# more things need somebody',
  });
}
export const nextLimit = (limit: number): number => Math.min(limit + needPage.usual, needPage.most);

/** One person may have several needs of one id: a hearing that nobody confirmed and nobody can be told of. */
export const rowId = ({ kind, id }: Pick<Need, 'kind' | 'id'>): string => `${kind} ${id}`;

/** The day on which help is needed, by the page's own clock: there its list stands. */
export const dayOfNeed = ({ at }: Pick<Need, 'at'>, timezone: string): string =>
  civilDay(Date.parse(at), timezone);
