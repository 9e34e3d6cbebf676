import { noticePreview, noticePreviewAsk, noticeSend, noticeSent } from '@attend/contracts/notices';
import { defineRoute } from '../route.ts';
import { previewNotice, sendNotice } from './notices.ts';

const toMany = {
  reads: 'people',
  action: 'list',
  what: 'whom a notice goes to',
  purpose: 'a notice to many',
} as const;

/** One message to many of an office: seen first, then sent to exactly those. */
export const noticeRoutes = [
  defineRoute({
    method: 'POST',
    path: '/api/notices/preview',
    summary: 'Whom a notice would go to, and who cannot be reached by one. Nothing is written.',
    permission: 'messages.write',
    access: { ...toMany, participants: ({ participants }) => participants },
    body: noticePreviewAsk,
    response: noticePreview,
    handler: (context, { body }) => previewNotice(context, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/notices',
    summary: 'Sends a notice to the people whom its preview showed, and to nobody else.',
    permission: 'messages.write',
    access: { ...toMany, participants: ({ participants }) => participants },
    body: noticeSend,
    response: noticeSent,
    status: 201,
    handler: (context, { body }) => sendNotice(context, body),
  }),
];
