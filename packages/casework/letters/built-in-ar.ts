import type { BuiltInWords } from './template.ts';

/** Letters to participants alone: courts read English. */
export const arabic: BuiltInWords = {
  'to-participant': {
    title: 'رسالة من {programme}',
    body: [
      { kind: 'paragraph', text: 'السيد/السيدة {participant}،' },
      { kind: 'free', text: 'نكتب إليكم بسبب {reasons}' },
      {
        kind: 'paragraph',
        text: 'إذا كانت لديكم أسئلة أو احتجتم إلى هذه الرسالة بلغة أخرى، فاتصلوا بنا: {phone}.',
      },
    ],
  },
  'hearing-notice': {
    title: 'جلستكم في المحكمة: {hearingWhen}',
    body: [
      { kind: 'paragraph', text: 'السيد/السيدة {participant}،' },
      {
        kind: 'paragraph',
        text: 'لديكم جلسة في المحكمة. يرجى الحضور، أو الاتصال إذا كانت الجلسة تُعقد عن بُعد.',
      },
      { kind: 'heading', text: 'الموعد والمكان' },
      {
        kind: 'paragraph',
        text: 'الموعد: {hearingWhen}\nالمحكمة: {court}\nالمكان: {hearingPlace}\nرقم القضية: {caseNumber}',
      },
      { kind: 'heading', text: 'إذا احتجتم إلى مساعدة' },
      {
        kind: 'free',
        text: 'يمكننا مساعدتكم في الوصول. اتصلوا بنا في أقرب وقت ممكن: {phone}. إذا تعذّر عليكم الحضور، فأبلغونا وأبلغوا محاميكم قبل الجلسة.',
      },
    ],
  },
  'check-in-notice': {
    title: 'موعد المراجعة: {checkInDue}',
    body: [
      { kind: 'paragraph', text: 'السيد/السيدة {participant}،' },
      {
        kind: 'paragraph',
        text: 'موعد مراجعتكم القادمة هو {checkInDue}. تتم المراجعة {checkInHow}، ويمكن أن تتم من {checkInFrom} إلى {checkInUntil}.',
      },
      { kind: 'paragraph', text: 'المكان: {checkInPlace}' },
      {
        kind: 'free',
        text: 'إذا لم تُحدَّد لكم ساعة بعد، أو تعذّر عليكم الحضور، فاتصلوا بنا لنجد وقتًا آخر: {phone}.',
      },
    ],
  },
  'check-in-missed': {
    title: 'لم يصلنا منكم خبر في موعد المراجعة',
    body: [
      { kind: 'paragraph', text: 'السيد/السيدة {participant}،' },
      {
        kind: 'paragraph',
        text: 'كان موعد مراجعتكم {checkInDue}، وكان يمكن أن تتم حتى {checkInUntil}، ولم يصلنا منكم خبر.',
      },
      { kind: 'heading', text: 'ما العمل الآن' },
      { kind: 'paragraph', text: 'يرجى الاتصال بنا أو زيارتنا قبل {replyBy}: {phone}.' },
      {
        kind: 'paragraph',
        text: 'إذا كنتم مرضى، أو اضطررتم إلى العمل أو إلى رعاية أحد، أو لم تجدوا وسيلة للوصول، أو كان لديكم عذر آخر، فأخبرونا. تُسجَّل هذه الأعذار ولا تُحسب عليكم.',
      },
      { kind: 'free', text: 'إذا لم يصلنا منكم خبر، فسنحاول الوصول إليكم بطرق أخرى.' },
    ],
  },
  'review-notice': {
    title: 'ما قررناه في {reviewDecidedOn}',
    body: [
      { kind: 'paragraph', text: 'السيد/السيدة {participant}،' },
      {
        kind: 'paragraph',
        text: 'نظرنا فيما إذا كان ما هو مطلوب منكم لا يزال ضروريًا. {reviewDecision}',
      },
      { kind: 'paragraph', text: 'سابقًا: {reviewTierBefore}\nالآن: {reviewTierAfter}' },
      { kind: 'heading', text: 'السبب' },
      { kind: 'paragraph', text: '{reviewReasons}' },
      {
        kind: 'free',
        text: 'إن كنتم لا توافقون، أو كان هناك ما هو غير واضح، فاتصلوا بنا أو اسألوا محاميكم: {phone}.',
      },
    ],
  },
  'collection-notice': {
    title: 'استلام جهازكم: {collectionWhen}',
    body: [
      { kind: 'paragraph', text: 'السيد/السيدة {participant}،' },
      { kind: 'paragraph', text: 'سنستلم جهازكم في {collectionWhen}.' },
      { kind: 'heading', text: 'الموعد والمكان' },
      { kind: 'paragraph', text: 'الموعد: {collectionWhen}\n{collectionHow}: {collectionPlace}' },
      {
        kind: 'free',
        text: 'إذا كان هذا اليوم لا يناسبكم، أو احتجتم إلى مساعدة للوصول، فاتصلوا بنا لنجد يومًا آخر: {phone}.',
      },
    ],
  },
};
