import { t } from '@lingui/core/macro';

/**
 * What was looked at, as whoever it is about reads it: the API's own short words (`what` of a route's access statement) in plain
 * ones. A sweep holds the two the same; what is not here (an older program's record) is shown as it stands.
 */
const things: Readonly<Record<string, () => string>> = {
  'record of looks': () => t`the record of who looked at your data`,
  'who looked at my data': () => t`who looked at your data`,
  alert: () => t`an alert about you`,
  'alert list': () => t`a list of alerts`,
  'live alerts': () => t`alerts as they came in`,
  audit: () => t`the list of changes made to your data`,
  'audit entry': () => t`a change that was made to your data`,
  'proof of an audit entry': () => t`the proof that a change to your data was not altered afterwards`,
  'break-glass': () => t`your record, without being one of those who work with you`,
  'list of break-glass looks': () => t`looks at your record by people who do not work with you`,
  'review of a break-glass look': () => t`a look at your record by somebody who does not work with you`,
  'list of destroyed keys': () => t`whose data was asked to be destroyed`,
  'end of their key': () => t`the request to destroy your data for ever`,
  enrolment: () => t`your enrolment`,
  devices: () => t`a list of devices`,
  device: () => t`the device that you wear or wore`,
  'position history': () => t`where you were`,
  'unusual looks': () => t`looks at your data that somebody should ask about`,
  'scope of a breach': () => t`a report on whose data was seen by whom`,
  'gaps in the records': () => t`whose records are not complete`,
  'list of people': () => t`a list of people`,
  person: () => t`your record: orders, conditions, device, alerts`,
  'holds on data': () => t`whose data is kept for longer than usual`,
  'hold on data': () => t`whether your data is kept for longer than usual`,
  'who works with the person': () => t`who works with you`,
  'contact points': () => t`where you are reached, and your consent to it`,
  'whom a notice goes to': () => t`to whom a message went`,
  messages: () => t`messages to you, and what you answered`,
  hearing: () => t`a hearing of yours`,
  hearings: () => t`your hearings`,
  'list of hearings': () => t`a list of hearings`,
  readings: () => t`what your device sent, with places where these are kept`,
  alerts: () => t`all alerts about you`,
  'check-ins': () => t`your check-ins`,
  'check-ins of a day': () => t`a list of who comes to an office on a day`,
};
export const thingWords = (what: string): string => things[what]?.() ?? what;

/** The reasons that the program itself gives where nobody was asked for one; what somebody wrote is shown as they wrote it. */
const reasons: Readonly<Record<string, () => string>> = {
  'reaching the person': () => t`to reach you`,
  'care of the outbox': () => t`to see that messages arrive`,
  'a notice to many': () => t`to write to many at once`,
  'reading the access record': () => t`to see who looked at your data`,
  'keeping the access record': () => t`to keep the record of who looked at your data`,
  'reading about oneself': () => t`you wanted to know`,
  duty: () => t`on duty`,
  'working the alert': () => t`to work on the alert`,
  audit: () => t`to check what was changed`,
  'break-glass': () => t`with a reason of their own`,
  'review of looks': () => t`to review such looks`,
  'ending data': () => t`to decide about the end of data`,
  enrolment: () => t`to enrol you`,
  supervision: () => t`supervision`,
  'oversight of staff': () => t`to watch over those who work here`,
  'data quality': () => t`to find what is missing in the records`,
  'holds on data': () => t`to see whose data must be kept`,
  'hold on data': () => t`to keep your data for longer`,
  'end of a hold on data': () => t`to keep your data no longer than usual again`,
  'care of devices': () => t`to look after the devices`,
  'keeping hearings': () => t`to keep your hearings`,
  'import of hearings': () => t`to take over a court’s list of hearings`,
  assigning: () => t`to say who works with you`,
  'check-ins': () => t`to hold check-ins`,
};
export const reasonWords = (purpose: string): string => reasons[purpose]?.() ?? purpose;
