import type { PersonDetail } from '@attend/contracts/people';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { RecordName } from '../../ui/Card.tsx';
import { languageWords } from '../../ui/language.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { TimezoneContext } from '../../ui/zone.tsx';
import { CheckInsPart } from '../check-ins/part.tsx';
import { DocumentsPart } from '../documents/part.tsx';
import { DevicesPart } from '../fittings/part.tsx';
import { HearingsPart } from '../hearings/part.tsx';
import { LettersPart } from '../letters/part.tsx';
import { LogPart } from '../log/part.tsx';
import merged from '../merges/part.module.css';
import { ContactPart } from '../messages/part.tsx';
import { OrdersPart } from '../orders/part.tsx';
import { PhotosPart } from '../photos/part.tsx';
import { personQuery } from '../queries.ts';
import { ReviewPart } from '../reviews/part.tsx';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { SupervisionPart } from '../supervision/part.tsx';
import { SuspensionsPart } from '../suspensions/part.tsx';
import { kindWords } from '../suspensions/view.ts';
import { AlertsPart } from './alerts.tsx';
import type { Part } from './form.ts';
import { LooksPart } from './looks.tsx';
import { MovementPart } from './movement.tsx';
import { OrderPart } from './order.tsx';
import { OverviewPart } from './overview.tsx';
import classes from './page.module.css';
import { Parts } from './parts.tsx';

/** One person's file. */
export function PersonPage() {
  const { id } = useParams({ from: '/people/$id' });
  const { part = 'overview' } = useSearch({ from: '/people/$id' });
  const person = useQuery(personQuery(id));
  // Not the name: titles end up in histories and on projectors.
  useTitle(person.data ? t`Person ${person.data.person.reference}` : t`Person`);
  if (!person.data)
    return person.error ? <Failed error={person.error} retry={person.refetch} page /> : <Waiting />;
  return (
    <TimezoneContext value={person.data.timezone}>
      <Head detail={person.data} />
      <Parts id={id} part={part} />
      <MergedNote person={person.data.person} />
      <PartOf detail={person.data} part={part} />
      {person.data.person.records.map((record) => (
        <RecordPart key={record} id={record} part={part} />
      ))}
    </TimezoneContext>
  );
}

function PartOf({ detail, part }: { readonly detail: PersonDetail; readonly part: Part }) {
  const staff = useStaff();
  const { id } = detail.person;
  return (
    <>
      {part === 'overview' && <OverviewPart detail={detail} />}
      {part === 'order' &&
        (may(staff, 'orders.read') ? <OrdersPart id={id} /> : <OrderPart detail={detail} />)}
      {part === 'review' && may(staff, 'reviews.read') && <ReviewPart id={id} />}
      {part === 'movement' && <MovementPart detail={detail} />}
      {part === 'alerts' && <AlertsPart detail={detail} />}
      {part === 'hearings' && <HearingsPart id={id} />}
      {part === 'contact' && may(staff, 'messages.read') && <ContactPart id={id} />}
      {part === 'log' && may(staff, 'log.read') && <LogPart id={id} />}
      {part === 'check-ins' && <CheckInsPart id={id} />}
      {part === 'photos' && may(staff, 'check-ins.read') && <PhotosPart id={id} />}
      {part === 'documents' && may(staff, 'documents.read') && <LettersPart id={id} />}
      {part === 'documents' && may(staff, 'documents.read') && <DocumentsPart id={id} />}
      {part === 'suspensions' && <SuspensionsPart id={id} />}
      {part === 'devices' && may(staff, 'fittings.read') && <DevicesPart id={id} />}
      {part === 'supervision' && <SupervisionPart id={id} />}
      {part === 'looks' && <LooksPart id={id} />}
    </>
  );
}

/** The same part of another record of this person, under its own number. */
function RecordPart({ id, part }: { readonly id: string; readonly part: Part }) {
  const person = useQuery(personQuery(id));
  if (!person.data)
    return person.error ? <Failed error={person.error} retry={person.refetch} /> : <Waiting />;
  const { reference, name } = person.data.person;
  return (
    <section aria-label={t`Record ${reference}`}>
      <p className={merged.group}>
        <Trans>
          Also theirs: record{' '}
          <Link to="/people/$id" params={{ id }} preload={false}>
            {reference}
          </Link>
          , {name}
        </Trans>
      </p>
      <RecordName value={reference}>
        <PartOf detail={person.data} part={part} />
      </RecordName>
    </section>
  );
}

function MergedNote({ person: { mergedInto } }: { readonly person: PersonDetail['person'] }) {
  if (mergedInto === null) return null;
  return (
    <p className={merged.note}>
      <Trans>
        This record stands under another one of the same person.{' '}
        <Link to="/people/$id" params={{ id: mergedInto }} preload={false}>
          Open that one
        </Link>
        : it shows both.
      </Trans>
    </p>
  );
}

function Head({ detail: { person } }: { readonly detail: PersonDetail }) {
  return (
    <header className={classes.head}>
      <p className={`${classes.crumb} no-print`}>
        <Link to="/people">
          <Trans>People</Trans>
        </Link>
      </p>
      <div className={classes.title}>
        <h1>{person.name}</h1>
        {person.destroyed && <Tag>{t`Key destroyed`}</Tag>}
        {person.suspended && (
          <Tag tone="medium">
            <Trans>
              Suspended since <Moment at={person.suspended.from} />
            </Trans>
          </Tag>
        )}
      </div>
      <p className={classes.lead}>
        <span>{person.reference}</span>
        {person.preferredName && (
          <span>
            <Trans>called {person.preferredName}</Trans>
          </span>
        )}
        {person.languages.length > 0 && <span>{person.languages.map(languageWords).join(', ')}</span>}
        <span>{person.officer ? <Trans>Officer: {person.officer.name}</Trans> : t`No officer`}</span>
        {person.office && <span>{person.office}</span>}
        {person.suspended && <span>{kindWords(person.suspended.kind)}</span>}
      </p>
    </header>
  );
}
