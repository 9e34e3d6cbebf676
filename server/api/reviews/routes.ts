import { id } from '@attend/contracts/instant';
import {
  policyAskDecide,
  reviewPolicy,
  reviewPolicyChange,
  reviewPolicyRevisions,
} from '@attend/contracts/review-policy';
import {
  personReview,
  reviewChanged,
  reviewDecide,
  reviewList,
  reviewQuery,
  stepUpAsk,
  stepUpDecide,
  stepUpWithdraw,
  swapDone,
  swapWindow,
} from '@attend/contracts/reviews';
import { succeed } from '@attend/kernel';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { decideReview } from './decide.ts';
import { readReviews } from './list.ts';
import {
  decideReviewPolicy,
  publishReviewPolicy,
  readReviewPolicy,
  readReviewPolicyRevisions,
} from './policy.ts';
import { readPersonReview } from './read.ts';
import { askStepUp, decideStepUp, withdrawStepUp } from './step-ups.ts';
import { endSwap, planSwap } from './swaps.ts';

const params = z.object({ id });
const looked = {
  reads: 'people' as const,
  action: 'open' as const,
  what: 'review',
  participants: ({ participant }: { participant: string }) => [participant],
};
const deciding = { ...looked, purpose: 'deciding a review' };
const command = { params, response: reviewChanged, access: deciding, method: 'POST' as const };

/** Whether each person's level is still needed. Nothing here proposes more; a step up has routes of its own, and two people. */
export const reviewRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/reviews',
    summary: 'Reviews that are due, overdue, or for which less is proposed; what is due first, first.',
    permission: 'reviews.read',
    access: {
      reads: 'people',
      action: 'list',
      what: 'list of reviews',
      purpose: 'supervision',
      participants: ({ reviews }) => reviews.map(({ participant }) => participant.id),
    },
    query: reviewQuery,
    response: reviewList,
    handler: (context, { query }) => readReviews(context, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/people/{id}/review',
    summary: 'One person’s level: what is on record, what follows from policy, what was decided before.',
    permission: 'reviews.read',
    access: { ...looked, purpose: 'supervision' },
    params,
    response: personReview,
    handler: (context, input) => readPersonReview(context, input.params.id),
  }),
  defineRoute({
    ...command,
    path: '/api/people/{id}/review/decision',
    summary: 'The level stays, is stepped down, or supervision ends. What follows from it follows by itself.',
    permission: 'reviews.write',
    body: reviewDecide,
    handler: (context, { params, body }) => decideReview(context, params.id, body),
  }),
  defineRoute({
    ...command,
    path: '/api/people/{id}/step-ups',
    summary:
      'Asks for a step up, with the reason and the lesser means that were tried. A second person decides.',
    permission: 'reviews.write',
    body: stepUpAsk,
    status: 201,
    handler: (context, { params, body }) => askStepUp(context, params.id, body),
  }),
  defineRoute({
    ...command,
    path: '/api/step-ups/{id}/decision',
    summary: 'A second person approves or refuses a step up.',
    permission: 'reviews.approve',
    body: stepUpDecide,
    handler: (context, { params, body }) => decideStepUp(context, params.id, body),
  }),
  defineRoute({
    ...command,
    path: '/api/step-ups/{id}/withdrawal',
    summary: 'Whoever asked for a step up takes it back while it waits.',
    permission: 'reviews.write',
    body: stepUpWithdraw,
    handler: (context, { params, body }) => withdrawStepUp(context, params.id, body),
  }),
  defineRoute({
    ...command,
    path: '/api/reviews/{id}/swap-window',
    summary: 'When the device is changed: in this time an open strap is expected.',
    permission: 'reviews.write',
    body: swapWindow,
    handler: (context, { params, body }) => planSwap(context, params.id, body),
  }),
  defineRoute({
    ...command,
    path: '/api/reviews/{id}/swapped',
    summary: 'The device has been changed, or taken back.',
    permission: 'reviews.write',
    body: swapDone,
    handler: (context, { params, body }) => endSwap(context, params.id, body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/review-policy',
    summary: 'When levels are looked at, and under which conditions less is proposed.',
    permission: 'signed-in',
    access: { reads: 'nobody' },
    response: reviewPolicy,
    handler: async (context) => succeed(await readReviewPolicy(context)),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/review-policy',
    summary:
      'Publishes other terms of reviews, with a reason; where they ask for more, asks a second person to.',
    permission: 'reviews.policy',
    access: { reads: 'nobody' },
    body: reviewPolicyChange,
    response: reviewPolicy,
    handler: (context, { body }) => publishReviewPolicy(context, body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/review-policy/revisions',
    summary: 'Each policy of reviews that held: from when, by whom and why.',
    permission: 'reviews.read',
    access: { reads: 'nobody' },
    response: reviewPolicyRevisions,
    handler: async (context) => succeed(await readReviewPolicyRevisions(context)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/review-policy/asked/{id}/decision',
    summary: 'A second person publishes or refuses a policy that asks for more; whoever asked takes it back.',
    permission: 'reviews.policy',
    stepUp: true,
    access: { reads: 'nobody' },
    params,
    body: policyAskDecide,
    response: reviewPolicy,
    handler: (context, { params, body }) => decideReviewPolicy(context, params.id, body),
  }),
];
