import type { PersonFittings } from '@attend/contracts/fittings';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { Column } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { textOrNull } from '../../ui/text-or-null.ts';
import { chooseFirst, toChoose } from '../../ui/to-choose.ts';
import { Moment } from '../../ui/When.tsx';
import { technologyWords } from '../../ui/words/devices.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { dayWords } from '../check-ins/view.ts';
import { Ask, type AskField, optionsOf, reasonField } from '../stock/ask.tsx';
import classes from './page.module.css';
import { stale } from './queries.ts';

export type Held = PersonFittings['held'][number];
type Offices = PersonFittings['offices'];

/** What they have, and when and where it is fetched. */
export const deviceColumns = (person: string): Column<Held>[] => [
  {
    id: 'device',
    name: t`Device`,
    cell: ({ device }) => (
      <Link to="/devices/$id" params={{ id: device.id }} preload={false}>
        <bdi>{device.identifier}</bdi>
      </Link>
    ),
  },
  {
    id: 'kind',
    name: t`Model`,
    cell: ({ device }) => device.model?.name ?? technologyWords(device.technology),
  },
  { id: 'from', name: t`Since`, cell: ({ from }) => <Moment at={from} /> },
  {
    id: 'state',
    name: t`Standing`,
    cell: ({ toCollect }) => (toCollect ? <Tag tone="medium">{t`to be collected`}</Tag> : t`on them`),
  },
  { id: 'fetched', name: t`Collection`, cell: (held) => <Arranged of={held} person={person} /> },
];

type Collection = NonNullable<Held['collection']>;
/** FIT-14: whether they were told; whom no message reaches has it by letter. */
function Told({ of: { told }, person }: { readonly of: Collection; readonly person: string }) {
  if (told?.status === 'sent')
    return (
      <span className={classes.second}>
        <Trans>
          They were told by message: <Moment at={told.at} />
        </Trans>
      </span>
    );
  const isOnItsWay = told?.status === 'sending' || (told?.status === 'planned' && told.reason === null);
  if (isOnItsWay)
    return (
      <span className={classes.second}>
        <Trans>
          They are told by message, not before <Moment at={told.at} />
        </Trans>
      </span>
    );
  return (
    <span className={classes.second}>
      <Trans>No message of it has reached them.</Trans>{' '}
      <Link to="/people/$id" params={{ id: person }} search={{ part: 'documents' }} preload={false}>
        <Trans>Make a letter</Trans>
      </Link>
    </span>
  );
}

type ArrangedProps = { readonly of: Held; readonly person: string };
function Arranged({ of: { collection, toCollect }, person }: ArrangedProps) {
  if (collection === null) return toCollect ? t`no day is arranged` : '–';
  const { on, time, office, place, reason, by, at } = collection;
  return (
    <>
      {dayWords(on, currentLocale())}
      {time !== null && <>, {time}</>} ·{' '}
      <bdi>{office?.name ?? place ?? t`where is not said any more: it is protected`}</bdi>
      <span className={classes.second}>
        {by}, <Moment at={at} />: <bdi>{reason}</bdi>
      </span>
      <Told of={collection} person={person} />
    </>
  );
}

const elsewhere = 'elsewhere';

type ArrangeProps = { readonly held: Held; readonly offices: Offices; readonly close: () => void };
/** FIT-13: a day and a place, set or moved. Nothing is chosen beforehand where nothing stands. */
export function Arrange({ held, offices, close }: ArrangeProps) {
  const { assignment, collection, collectionVersion } = held;
  const stood = collection === null ? '' : (collection.office?.id ?? elsewhere);
  const zone = useTimezone();
  return (
    <Ask
      keep={`collection-day.${assignment}`}
      title={t`When and where it is fetched`}
      action={t`Put it on record`}
      done={t`The collection is arranged, and they are told. It stands under Today on its day.`}
      path={`/api/assignments/${assignment}/collection-day`}
      method="PUT"
      version={collectionVersion}
      initial={{
        on: collection?.on ?? '',
        time: collection?.time ?? '',
        where: stood,
        place: collection?.place ?? '',
        reason: '',
      }}
      fields={({ where }) => [
        { kind: 'date', name: 'on', label: t`Day`, needed: t`Say which day` },
        {
          kind: 'time',
          name: 'time',
          label: t`Time`,
          description: t`Empty: no hour is named. By the programme’s clock, ${zone}.`,
        },
        {
          ...{ kind: 'choice', name: 'where', label: t`Where`, needed: chooseFirst() },
          options: toChoose([...optionsOf(offices), { value: elsewhere, label: t`elsewhere` }]),
        },
        ...(where === elsewhere ? [placeField()] : []),
        reasonField(),
      ]}
      bodyOf={({ on, time, where, place, reason }, version) => ({
        ...{ version, on, time: textOrNull(time), reason },
        ...(where === elsewhere
          ? { office: null, place: textOrNull(place) }
          : { office: where, place: null }),
      })}
      changes={stale}
      close={close}
    />
  );
}
const placeField = (): AskField => ({
  ...{ kind: 'lines', name: 'place', label: t`Which place`, needed: t`Say where` },
  description: t`In words: at home, at work, with whom. They are told of it; no protected address.`,
});

type CallOffProps = { readonly held: Held; readonly close: () => void };
/** FIT-13: nobody fetches it then. */
export const CallOff = ({ held, close }: CallOffProps) => (
  <Ask
    keep={`collection-day.${held.assignment}.call-off`}
    title={t`Call the collection off`}
    action={t`Call it off`}
    done={t`The collection is called off, and they are told.`}
    path={`/api/assignments/${held.assignment}/collection-day/call-off`}
    version={held.collectionVersion}
    initial={{ reason: '' }}
    fields={() => [reasonField()]}
    bodyOf={({ reason }, version) => ({ version, reason })}
    changes={stale}
    close={close}
  />
);

type CollectProps = ArrangeProps & { readonly own: string | null };
/** FIT-12 */
export const Collect = ({ held, offices, own, close }: CollectProps) => (
  <Ask
    keep={`collection.${held.assignment}`}
    title={t`The device is back`}
    action={t`Put it on the shelf`}
    done={t`The device is on the shelf, and their time with it is over.`}
    path={`/api/assignments/${held.assignment}/collection`}
    initial={{ office: own ?? offices[0]?.id ?? '', state: '', reason: '' }}
    fields={() => [
      { kind: 'choice', name: 'office', label: t`On the shelf of`, options: optionsOf(offices) },
      {
        ...{ kind: 'choice', name: 'state', label: t`It came back`, needed: chooseFirst() },
        options: toChoose([
          { value: 'usable', label: t`fit for use` },
          { value: 'damaged', label: t`damaged` },
        ]),
      },
      reasonField(),
    ]}
    bodyOf={({ office, state, reason }) => ({ office, state, reason })}
    changes={stale}
    close={close}
  />
);
