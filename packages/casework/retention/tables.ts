import type { RetentionKindName } from './kinds.ts';

/**
 * By what each table that says of a person ends (RET-22). `kind`: by a term. `with`: with the rows of another table that it is nothing
 * without. `key`: it is part of the person's record, under their key, and unreadable from the day that this is destroyed (KEY-12). A new
 * table stands here from its first migration on: server/retention/tables.test.ts compares it with the database.
 */
export type TableEnd =
  | { readonly by: 'kind'; readonly kind: RetentionKindName }
  | { readonly by: 'with'; readonly table: string }
  | { readonly by: 'key'; readonly why: string };

const kind = (name: RetentionKindName): TableEnd => ({ by: 'kind', kind: name });
const along = (table: string): TableEnd => ({ by: 'with', table });
const key = (why: string): TableEnd => ({ by: 'key', why });

/** What permitted supervision, when and from whom: asked about as long as the person may be. */
const basis = 'what permitted supervision, and from when to when';
const whose = 'whose person it was, and so who could see what';
const found = 'how the person is known and found';

export const endsOfTables: Readonly<{ [table: string]: TableEnd }> = {
  access_record: kind('access-records'),
  alert: kind('alerts'),
  alert_occurrence: along('alert'),
  alert_transition: along('alert'),
  incident: along('alert'),
  violation_position: kind('violation-positions'),
  audit_entry: kind('audit-values'),
  hearing: kind('hearings'),
  hearing_change: along('hearing'),
  hearing_confirmation: along('hearing'),
  check_in: kind('check-ins'),
  check_in_attempt: along('check_in'),
  check_in_photo: along('check_in'),
  contact_entry: kind('contact-entries'),
  arranged_help: kind('arranged-help'),
  complaint: kind('complaints'),
  complaint_step: along('complaint'),
  look_copy: kind('look-copies'),
  message: kind('messages'),
  message_reply: kind('replies'),
  stored_file: kind('case-documents'),
  case_document: along('stored_file'),
  letter: along('stored_file'),
  letter_sending: along('stored_file'),
  reference_photo: key('who was compared with which image, by number; the image ends by a term'),
  feed: kind('feed'),
  feed_outbox: along('feed'),
  idempotency_key: kind('idempotency-keys'),
  participant: key(found),
  participant_change: key('which version of the register said what'),
  participant_search: key(found),
  participant_account: key('which account is the person’s own'),
  register_entry: key(found),
  contact_point: key('where the person is reached, and that they asked not to be'),
  person_link: key('which records are one person’s'),
  court_case: key(basis),
  supervision_order: key(basis),
  order_version: key(basis),
  order_clause: key(basis),
  order_prompt: key('whether somebody asked in time if it was still needed'),
  review: key('whether the level was still needed, who decided, and on which facts'),
  cost_line: key('what their device cost on which days: sums of months rest on it'),
  step_up: key('who imposed more, with which reason, and who approved it'),
  fitting: key('how a device came on them: what was checked, taught and signed, and by whom'),
  fitting_sign: key('what a device said of itself while it was fitted; deleted when the fitting ends'),
  planned_removal: key('when an open strap was expected, and from when to when'),
  device_collection: key('when and where their device was to be fetched, and who arranged it'),
  injury_report: key('which harm a device did, and what was done about it'),
  agreement: key(basis),
  condition: key(basis),
  condition_exception: key(basis),
  bulk_exception_person: key(basis),
  check_in_schedule: key(basis),
  suspension: key('when clocks stood still'),
  enrolment: key('from which line the person came'),
  assignment: key('which device was theirs, and from when to when: readings are told apart by it'),
  supervision: key(whose),
  provider_supervision: key(whose),
  representation: key(whose),
  caseload_move_person: key(whose),
  office_move_person: key(whose),
  provider_transfer_person: key(whose),
  provider_audit_case: key('what was found in a provider’s work for the person, and what it answered'),
  break_glass: key('who looked in an emergency, and whether that was right'),
  unusual_look: key('which looks were asked about, and what was answered'),
  disclosure_delay: key('from whom looks are kept until when, and who decided so'),
  retention_hold: key('why something did not end'),
  error_mark: key('why a record counts for nothing; it ends with a record that has a term'),
  key_destruction: key('that the key was destroyed, by whom and why: it stays after it'),
};
