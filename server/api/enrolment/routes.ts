import { enrolAnswer, enrolForm, readEnrolment } from '@attend/contracts/enrol';
import { fail, succeed } from '@attend/kernel';
import { defineRoute } from '../route.ts';
import { enrolOne } from './enrol-one.ts';

export const enrolmentRoutes = [
  defineRoute({
    method: 'POST',
    path: '/api/enrolments',
    summary: 'Enrols a person with order, agreement, conditions and device; the same again changes nothing.',
    permission: 'people.enrol',
    body: enrolForm,
    // A case may carry a thousand conditions with areas of their own.
    bodyLimit: 4 * 1024 * 1024,
    response: enrolAnswer,
    access: {
      reads: 'people',
      action: 'open',
      what: 'enrolment',
      purpose: 'enrolment',
      participants: ({ participant }) => [participant.id],
    },
    handler: async ({ client, services, actor, requestId, record, now }, { body }) => {
      const { keyring } = services;
      const author = { programmeId: actor.programme.id, staffId: actor.staffId, operator: null, requestId };
      const entry = readEnrolment(body);
      const outcome = await enrolOne({ client, keyring, author, now: now() }, entry);
      if (outcome.kind === 'refused') {
        if (outcome.about !== undefined) await record.open(outcome.about);
        return fail(outcome.failure);
      }
      await record.open(outcome.participantId);
      return succeed({
        participant: { id: outcome.participantId, reference: entry.line.participant.id },
        created: outcome.kind === 'enrolled',
        token: outcome.kind === 'enrolled' ? outcome.token : null,
      });
    },
  }),
];
