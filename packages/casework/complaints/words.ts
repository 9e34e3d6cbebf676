export const complainants = ['participant', 'attorney', 'family', 'public', 'other'] as const;
export type Complainant = (typeof complainants)[number];

export const complaintTopics = ['staff', 'provider', 'device', 'data', 'language', 'other'] as const;
export type ComplaintTopic = (typeof complaintTopics)[number];

export const complaintStatuses = [
  'received',
  'acknowledged',
  'in-hand',
  'answered',
  'appealed',
  'appeal-answered',
] as const;
export type ComplaintStatus = (typeof complaintStatuses)[number];

export const complaintOutcomes = ['upheld', 'partly-upheld', 'not-upheld', 'withdrawn'] as const;
export type ComplaintOutcome = (typeof complaintOutcomes)[number];

export const complaintSteps = [
  'acknowledged',
  'handed',
  'taken-back',
  'concerned',
  'note',
  'answered',
  'appealed',
  'appeal-answered',
] as const;
export type ComplaintStep = (typeof complaintSteps)[number];

/** How whoever complained was told. A message says that there is an answer and not which: a telephone is often a family's. */
export const complaintTellings = ['message', 'letter', 'in-person', 'telephone', 'nobody-to-tell'] as const;
export type ComplaintTelling = (typeof complaintTellings)[number];

/** Lists of the register. */
export const complaintShows = ['today', 'open', 'mine', 'closed'] as const;
export type ComplaintShow = (typeof complaintShows)[number];
