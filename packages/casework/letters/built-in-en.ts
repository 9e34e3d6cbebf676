import type { BuiltInWords } from './template.ts';

export const english: BuiltInWords = {
  'to-participant': {
    title: 'A letter from {programme}',
    body: [
      { kind: 'paragraph', text: 'Dear {participant},' },
      { kind: 'free', text: 'we write to you because {reasons}' },
      {
        kind: 'paragraph',
        text: 'If you have questions, or need this letter in another language, call us: {phone}.',
      },
    ],
  },
  'hearing-notice': {
    title: 'Your hearing on {hearingWhen}',
    body: [
      { kind: 'paragraph', text: 'Dear {participant},' },
      {
        kind: 'paragraph',
        text: 'You have a court hearing. Please come to it, or join it if it is held remotely.',
      },
      { kind: 'heading', text: 'When and where' },
      {
        kind: 'paragraph',
        text: 'When: {hearingWhen}\nCourt: {court}\nPlace: {hearingPlace}\nCase number: {caseNumber}',
      },
      { kind: 'heading', text: 'If you need help' },
      {
        kind: 'free',
        text: 'We can help you to get there. Call us as early as you can: {phone}. If you cannot come, call us and your attorney before the hearing.',
      },
    ],
  },
  'check-in-notice': {
    title: 'Your check-in due on {checkInDue}',
    body: [
      { kind: 'paragraph', text: 'Dear {participant},' },
      {
        kind: 'paragraph',
        text: 'Your next check-in is due on {checkInDue}. It is held {checkInHow}, and may be held from {checkInFrom} to {checkInUntil}.',
      },
      { kind: 'paragraph', text: 'Place: {checkInPlace}' },
      {
        kind: 'free',
        text: 'If you have no time yet, or cannot come then, call us and we will find another time: {phone}.',
      },
    ],
  },
  'check-in-missed': {
    title: 'We did not hear from you at your check-in',
    body: [
      { kind: 'paragraph', text: 'Dear {participant},' },
      {
        kind: 'paragraph',
        text: 'Your check-in was due on {checkInDue}. It could be held until {checkInUntil}, and we have not heard from you.',
      },
      { kind: 'heading', text: 'What to do now' },
      { kind: 'paragraph', text: 'Please call or visit us by {replyBy}: {phone}.' },
      {
        kind: 'paragraph',
        text: 'If you were ill, had to work or to care for somebody, had no way to get to us, or had another good reason, tell us. Such reasons are put on record and do not count against you.',
      },
      { kind: 'free', text: 'If we do not hear from you, we will try to reach you in other ways.' },
    ],
  },
  'review-notice': {
    title: 'What we decided on {reviewDecidedOn}',
    body: [
      { kind: 'paragraph', text: 'Dear {participant},' },
      {
        kind: 'paragraph',
        text: 'We have looked at whether what is asked of you is still needed. {reviewDecision}',
      },
      { kind: 'paragraph', text: 'Before: {reviewTierBefore}\nNow: {reviewTierAfter}' },
      { kind: 'heading', text: 'Why' },
      { kind: 'paragraph', text: '{reviewReasons}' },
      {
        kind: 'free',
        text: 'If you do not agree, or something is not clear, call us, or ask your attorney: {phone}.',
      },
    ],
  },
  'collection-notice': {
    title: 'Your device is collected on {collectionWhen}',
    body: [
      { kind: 'paragraph', text: 'Dear {participant},' },
      { kind: 'paragraph', text: 'Your device is to be collected on {collectionWhen}.' },
      { kind: 'heading', text: 'When and where' },
      { kind: 'paragraph', text: 'When: {collectionWhen}\n{collectionHow}: {collectionPlace}' },
      {
        kind: 'free',
        text: 'If that day does not suit you, or you need help to get there, call us and we will find another: {phone}.',
      },
    ],
  },
  'to-attorney': {
    title: 'Concerning {participant}, {reference}',
    body: [
      { kind: 'paragraph', text: 'Dear {recipient},' },
      { kind: 'free', text: 'we write to you as the attorney of {participant}, because {reasons}' },
      { kind: 'paragraph', text: 'You reach us at {phone}.' },
    ],
  },
  'appearance-report': {
    title: 'Report of appearance',
    body: [
      {
        kind: 'paragraph',
        text: 'Court: {court}\nCase number: {caseNumber}\nParticipant: {participant}, {reference}',
      },
      { kind: 'heading', text: 'Appearance' },
      { kind: 'paragraph', text: 'At the hearing of {hearingWhen} the participant {appearance}.' },
      { kind: 'heading', text: 'Report' },
      { kind: 'free', text: '{report}' },
      {
        kind: 'paragraph',
        text: 'This report says what is on record on {today}. Submitted by {programme}, {office}.',
      },
    ],
  },
  'status-report': {
    title: 'Status report',
    body: [
      {
        kind: 'paragraph',
        text: 'Court: {court}\nCase number: {caseNumber}\nParticipant: {participant}, {reference}\nOrder: {orderReference}, in force from {orderFrom}',
      },
      { kind: 'heading', text: 'Report' },
      { kind: 'free', text: '{report}' },
      {
        kind: 'paragraph',
        text: 'This report says what is on record on {today}. Submitted by {programme}, {office}.',
      },
    ],
  },
  'amend-request': {
    title: 'Request to amend conditions',
    body: [
      {
        kind: 'paragraph',
        text: 'Court: {court}\nCase number: {caseNumber}\nParticipant: {participant}, {reference}\nOrder: {orderReference}, in force from {orderFrom}',
      },
      { kind: 'heading', text: 'What is requested' },
      { kind: 'free', text: '{request}' },
      { kind: 'heading', text: 'Reasons' },
      { kind: 'free', text: '{reasons}' },
      { kind: 'paragraph', text: 'Submitted by {programme}, {office}, on {today}.' },
    ],
  },
};
