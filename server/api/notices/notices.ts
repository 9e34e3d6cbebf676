import { createHash } from 'node:crypto';
import { messageLanguageOf, messageLanguages, spanOfDay } from '@attend/casework';
import type { NoticePreview, noticePreviewAsk, noticeSend, noticeSent } from '@attend/contracts/notices';
import { type Failure, fail, type Result, say, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { type Addressee, listAddressees } from '../../database/repositories/notices.ts';
import { findOffice } from '../../database/repositories/office-calendars.ts';
import { nameOf, openPerson } from '../../database/repositories/people.ts';
import { planMessages } from '../../messages/plan-message.ts';
import type { StaffContext } from '../context.ts';

type Asked = z.output<typeof noticePreviewAsk>;

/** One transaction writes them all, and somebody looks at whom it goes to: an office, not a country. */
const most = 5_000;
const shown = 50;

const tooMany: Failure = {
  code: 'too-many',
  ...say('More than {most} people: choose a smaller office, or a day.', { most }),
};
const changed: Failure = {
  code: 'audience-changed',
  message: 'Whom it would go to has changed since you looked. Look again before you send it.',
};

/** Everybody whom it would go to; each is recorded as looked at, since the answer counts them. */
async function findAudience(context: StaffContext, { office, to, on }: Asked): Promise<Result<Addressee[]>> {
  const { client, record, reach } = context;
  const place = await findOffice(client, office);
  if (place === null) return fail({ code: 'not-found', message: 'There is no such office.' });
  const span = to === 'everybody' || on === null ? null : spanOfDay(on, place.timezone);
  const rows = await listAddressees(client, await reach(), {
    officeId: place.id,
    to,
    day: span === null || on === null ? null : { on, from: span.from, until: span.to },
    limit: most + 1,
  });
  const ids = rows.map(({ id }) => id);
  if (rows.length > most) {
    record.passOver(ids);
    return fail(tooMany);
  }
  await record.list(ids);
  return succeed(rows);
}

/** The same for the same people, whoever asks. */
const audienceOf = (people: readonly Addressee[]): string =>
  createHash('sha256')
    .update(
      people
        .map(({ id }) => id)
        .sort()
        .join(),
    )
    .digest('base64url');

export async function previewNotice(context: StaffContext, asked: Asked): Promise<Result<NoticePreview>> {
  const found = await findAudience(context, asked);
  if (!found.ok) return found;
  const { keyring } = context.services;
  const people = found.value.map((row) => ({ row, details: openPerson(keyring, row.id, row.sealed) }));
  const unreachable = people.filter(({ row }) => !row.reachable);
  return succeed({
    languages: messageLanguages.map((language) => ({
      language,
      people: people.filter(({ details }) => messageLanguageOf(details?.languages ?? []) === language).length,
    })),
    audience: audienceOf(found.value),
    participants: people.map(({ row }) => row.id),
    unreachable: unreachable.slice(0, shown).map(({ row, details }) => ({
      id: row.id,
      reference: row.reference,
      name: nameOf(details),
    })),
    unreachableMore: unreachable.length > shown,
  });
}

/** NTC-2: to the people of the preview, or to nobody. The request's number is its key: no request sends twice. */
export async function sendNotice(
  context: StaffContext,
  { audience, en, es, ht, ar, ...asked }: z.output<typeof noticeSend>,
): Promise<Result<z.output<typeof noticeSent>>> {
  const found = await findAudience(context, asked);
  if (!found.ok) return found;
  if (audienceOf(found.value) !== audience) return fail(changed);
  const { client, services, programme, actor, audit, now, requestId } = context;
  const at = now();
  const words = { en, es, ht, ar };
  const planned = await planMessages(
    client,
    services.keyring,
    found.value.map(({ id }) => ({
      ...{ programmeId: programme.id, participantId: id, template: 'free-text' as const },
      ...{ values: (language) => ({ text: words[language] ?? en }), dueAt: at, now: at },
      ...{ key: `notice/${requestId}/${id}`, createdBy: actor.staffId },
    })),
  );
  await audit({
    ...{ action: 'notice.sent', entity: 'message', entityId: `notice/${requestId}` },
    after: { ...asked, ...words, planned },
  });
  return succeed({ planned, participants: found.value.map(({ id }) => id) });
}
