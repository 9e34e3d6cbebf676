/** Of statistics. */
export const statisticsSentences = {
  'costs-open': 'The costs of this month are not closed and counted yet.',
  'edition-changed': 'Somebody changed this edition meanwhile.',
  'edition-decided': 'Somebody decided about this edition already.',
  'edition-other-decides': 'Somebody else than who asked decides about it.',
  'edition-waits': 'This month waits to be published already.',
  'figures-changed':
    'The record says something else by now. Refuse this edition, and have another one asked for.',
  'month-not-computed': 'This month is not worked out yet.',
  'month-unreconciled': 'This month cannot be published: the count is not reconciled of {unreconciled}.',
  'month-untold': 'This month cannot be published: nothing is told of it by {untold}.',
  'month-untold-unreconciled':
    'This month cannot be published: nothing is told of it by {untold}; the count is not reconciled of {unreconciled}.',
  'no-such-edition': 'There is no such edition here.',
  'published-as-it-is': 'The record says what was published already.',
} as const;
