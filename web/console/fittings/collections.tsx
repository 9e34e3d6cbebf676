import type { PersonFittings } from '@attend/contracts/fittings';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import type { Column } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { chooseFirst, toChoose } from '../../ui/to-choose.ts';
import { Moment } from '../../ui/When.tsx';
import { technologyWords } from '../../ui/words/devices.ts';
import { dayWords } from '../check-ins/view.ts';
import { Ask, type AskField, optionsOf, reasonField, textOrNull } from '../stock/ask.tsx';
import classes from './page.module.css';
import { stale } from './queries.ts';

export type Held = PersonFittings['held'][number];
type Offices = PersonFittings['offices'];

/** What they have, and when and where it is fetched. */
export const deviceColumns = (): Column<Held>[] => [
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
  { id: 'fetched', name: t`Collection`, cell: (held) => <Arranged of={held} /> },
];

function Arranged({ of: { collection, toCollect } }: { readonly of: Held }) {
  if (collection === null) return toCollect ? t`no day is arranged` : '–';
  const { on, office, place, reason, by, at } = collection;
  return (
    <>
      {dayWords(on, currentLocale())} · <bdi>{office?.name ?? place}</bdi>
      <span className={classes.second}>
        {by}, <Moment at={at} />: <bdi>{reason}</bdi>
      </span>
    </>
  );
}

const elsewhere = 'elsewhere';

type ArrangeProps = { readonly held: Held; readonly offices: Offices; readonly close: () => void };
/** FIT-13: a day and a place, set or moved. Nothing is chosen beforehand where nothing stands. */
export function Arrange({ held, offices, close }: ArrangeProps) {
  const { assignment, collection, collectionVersion } = held;
  const stood = collection === null ? '' : (collection.office?.id ?? elsewhere);
  return (
    <Ask
      keep={`collection-day.${assignment}`}
      title={t`When and where it is fetched`}
      action={t`Put it on record`}
      done={t`The collection is arranged. It stands under Today on its day.`}
      path={`/api/assignments/${assignment}/collection-day`}
      method="PUT"
      version={collectionVersion}
      initial={{ on: collection?.on ?? '', where: stood, place: collection?.place ?? '', reason: '' }}
      fields={({ where }) => [
        { kind: 'date', name: 'on', label: t`Day`, needed: t`Say which day` },
        {
          ...{ kind: 'choice', name: 'where', label: t`Where`, needed: chooseFirst() },
          options: toChoose([...optionsOf(offices), { value: elsewhere, label: t`elsewhere` }]),
        },
        ...(where === elsewhere ? [placeField()] : []),
        reasonField(),
      ]}
      bodyOf={({ on, where, place, reason }, version) => ({
        ...{ version, on, reason },
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
  description: t`In words: at home, at work, with whom. It is kept with the person’s data.`,
});

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
