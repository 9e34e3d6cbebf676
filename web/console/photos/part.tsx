import type { CheckInPhoto, PersonPhotos, ReferencePhoto } from '@attend/contracts/photos';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { dayWords } from '../check-ins/view.ts';
import { may, useStaff } from '../signed-in.tsx';
import { PhotoImage } from './image.tsx';
import classes from './page.module.css';
import { personPhotosQuery } from './queries.ts';
import { UploadPhoto } from './upload.tsx';
import { decisionWords } from './view.ts';

type Shown = { readonly path: string; readonly caption: string };
type Asked = { readonly what: 'reference' | 'photo' } | { readonly what: 'show'; readonly shown: Shown };

/** What photos of a person there are, and what somebody saw. An image comes only when it is asked for: each sight is a look. */
export function PhotosPart({ id }: { readonly id: string }) {
  const list = useQuery(personPhotosQuery(id));
  const [asked, ask] = useState<Asked | null>(null);
  if (!list.data) return list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />;
  const close = () => ask(null);
  return (
    <div className={classes.stack}>
      <References of={list.data} ask={ask} />
      <Photos of={list.data} ask={ask} />
      {asked?.what === 'reference' && <UploadPhoto person={id} open={null} close={close} />}
      {asked?.what === 'photo' && <UploadPhoto person={id} open={list.data.open} close={close} />}
      {asked?.what === 'show' && (
        <Modal
          opened
          onClose={close}
          size="lg"
          title={asked.shown.caption}
          closeButtonProps={{ 'aria-label': t`Close` }}
        >
          <PhotoImage {...asked.shown} />
        </Modal>
      )}
    </div>
  );
}

type Props = { readonly of: PersonPhotos; readonly ask: (asked: Asked) => void };

function References({ of, ask }: Props) {
  const writes = may(useStaff(), 'check-ins.write');
  return (
    <Card
      title={t`Reference photos`}
      flush
      aside={
        writes && (
          <Button
            variant="default"
            size="compact-md"
            data-open="reference"
            onClick={() => ask({ what: 'reference' })}
          >
            <Trans>Add or replace…</Trans>
          </Button>
        )
      }
    >
      <DataTable
        label={t`Reference photos`}
        rows={of.references}
        rowId={({ id }) => id}
        empty={t`There is nothing yet that photos of this person could be compared with.`}
        over={({ replaced }) => replaced !== null}
        columns={[...referenceColumns(), shows(ask, referenceShown)]}
      />
    </Card>
  );
}

const referenceShown = ({ id, version }: ReferencePhoto): Shown => ({
  path: `/api/reference-photos/${id}/image`,
  caption: t`Reference photo ${version}`,
});

const referenceColumns = (): Column<ReferencePhoto>[] => [
  { id: 'version', name: t`Number`, cell: ({ version }) => version, by: ({ version }) => version },
  { id: 'added', name: t`Added`, cell: Added },
  {
    id: 'standing',
    name: t`Standing`,
    cell: ({ replaced }) => (replaced === null ? <Tag>{t`in use`}</Tag> : t`replaced`),
  },
];

function Photos({ of, ask }: Props) {
  const writes = may(useStaff(), 'check-ins.write');
  return (
    <Card
      title={t`Photos of check-ins`}
      flush
      aside={
        writes &&
        of.open.length > 0 && (
          <Button
            variant="default"
            size="compact-md"
            data-open="photo"
            onClick={() => ask({ what: 'photo' })}
          >
            <Trans>Add a photo…</Trans>
          </Button>
        )
      }
    >
      <DataTable
        label={t`Photos of check-ins`}
        rows={of.photos}
        rowId={({ id }) => id}
        empty={t`No photo came for a check-in by video.`}
        over={({ decision }) => decision !== null}
        columns={[...photoColumns(), shows(ask, photoShown)]}
      />
    </Card>
  );
}

const photoShown = ({ id, dueOn }: CheckInPhoto): Shown => {
  const day = dayWords(dueOn, currentLocale());
  return { path: `/api/check-in-photos/${id}/image`, caption: t`Photo of the check-in due on ${day}` };
};

const photoColumns = (): Column<CheckInPhoto>[] => [
  {
    id: 'due',
    name: t`Check-in due`,
    cell: ({ dueOn }) => dayWords(dueOn, currentLocale()),
    by: ({ dueOn }) => dueOn,
  },
  { id: 'added', name: t`Added`, cell: Added },
  { id: 'decision', name: t`What was seen`, cell: Decision },
  { id: 'note', name: t`Note`, cell: ({ decision }) => decision?.note ?? '' },
];

function Added({ added, by }: Pick<CheckInPhoto, 'added' | 'by'>) {
  return (
    <>
      <Moment at={added} />
      <span className={classes.second}>{by.name}</span>
    </>
  );
}

function Decision({ decision }: CheckInPhoto) {
  if (decision === null) return <Tag tone="medium">{t`waits for a look`}</Tag>;
  return (
    <>
      {decisionWords(decision.decision)}
      <span className={classes.second}>
        {decision.by.name} · <Moment at={decision.at} />
        {decision.alone && ` · ${t`nobody else was there`}`}
      </span>
    </>
  );
}

function shows<Row extends { readonly kept: boolean }>(
  ask: Props['ask'],
  shownOf: (row: Row) => Shown,
): Column<Row> {
  return {
    id: 'show',
    name: t`Action`,
    acts: true,
    cell: (row) => {
      const shown = shownOf(row);
      const { caption } = shown;
      if (!row.kept) return t`its image has ended`;
      return (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t`Show: ${caption}`}
          onClick={() => ask({ what: 'show', shown })}
        >
          <Trans>Show</Trans>
        </Button>
      );
    },
  };
}
