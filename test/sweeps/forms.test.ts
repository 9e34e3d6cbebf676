import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSources } from '../../tools/tasks/house/files.ts';
import { root } from '../../tools/tasks/run.ts';
import { namesOf, versionedWrites } from './versioned.ts';

/**
 * FRM-1: whoever types loses nothing. A new form joins by `useKeptForm` (or `useKeptFields`, where it checks its fields by itself), with
 * `<Restored of={kept} />` as its first line and `kept.forget()` once it was sent. What need not is named here, with the reason.
 */
const unkept: Readonly<Record<string, string>> = {
  // Before anybody is signed in, and secrets.
  'first-run/page.tsx': 'a password, before anybody has an account',
  'invitation/page.tsx': 'a password, before anybody has an account',
  'sign-in/page.tsx': 'a password',
  'second-factor/page.tsx': 'a code',
  'second-factor-enrolment/page.tsx': 'a code',
  'step-up/dialog.tsx': 'a password or a code',
  'security/password.tsx': 'passwords',
  'security/passkeys.tsx': 'a name of a word or two for a passkey, which the browser makes then and there',
  'staff/change-staff.tsx': 'a password; the rest is ticked, not typed',
  // Shown, to be copied.
  'calendar-feeds/page.tsx': 'an address that is shown once, to copy',
  'staff/invitation-link.tsx': 'a link that is shown once, to copy',
  'device/token.tsx': 'a token that is shown once, to copy',
  // What is asked of a list, and stands in the page’s address or is typed anew in a moment.
  'audit/page.tsx': 'what is looked for',
  'people/page.tsx': 'what is looked for',
  'devices/page.tsx': 'what is looked for',
  'costs/forecast.tsx': 'what a forecast is asked for: nothing is written',
  'shell/search.tsx': 'what is looked for',
  'log/part.tsx': 'the days of a list',
  'calendar/page.tsx': 'the month of a list',
  'check-ins/page.tsx': 'the day of a list',
  'shell/day-steps.tsx': 'the day of a list',
  'check-ins/book.tsx': 'a day, of which times are offered',
  'oversight/breach.tsx': 'the span of a report and why it is asked for: nothing is written',
  'person/movement.tsx': 'the span of a look and why: a look is asked for each time anew',
  'import-export/export.tsx': 'why a file is taken out: asked for each time anew',
  'stock/scanner.tsx': 'one serial number, sent as soon as it is read',
  // Of one fitting, whose page keeps every letter sealed until it is on record (fittings/use-work.ts).
  'fittings/steps.tsx': 'fields of a fitting, which keeps them',
  'fittings/sign-step.tsx': 'fields of a fitting, which keeps them',
  'fittings/end-step.tsx': 'fields of a fitting, which keeps them',
  // Fields of forms that keep them.
  'register/fields.tsx': 'fields of new-page and change-page, which keep them',
  'review-policy/fields.tsx': 'fields of publish, which keeps them',
  'orders/clauses-field.tsx': 'fields of draft-dialog, which keeps them',
  'orders/curfew-field.tsx': 'fields of condition-dialog, which keeps them',
  'bulk-exceptions/counties.tsx': 'a county a row, each with a button of its own beside it',
};

/** Forms of choices alone, beside another that keeps or in a file without text. */
const ticked: Readonly<Record<string, string>> = {
  'move-caseloads/move.tsx': 'from whom to whom; the reason below is kept',
  'move-offices/move.tsx': 'from which office to which; the reason below is kept',
  'staff/offices.tsx': 'offices, ticked',
};

const field =
  /<(?:TextInput|Textarea|PasswordInput|NumberInput|DateField|DateTimeField|TimeField|MonthField)\b/;
const keeps = /\b(?:useKeptForm|useKeptFields|useDraft)[(<]/;
const pages = readSources()
  .filter(({ path }) => path.startsWith('web/console/') && path.endsWith('.tsx'))
  .map(({ path, text }) => ({ name: path.slice('web/console/'.length), text }))
  .filter(({ name }) => name !== 'shell/kept-form.tsx');

/** Forms with text that keep nothing. */
const forgetful = (of: readonly { readonly name: string; readonly text: string }[]): string[] =>
  of.filter(({ text }) => field.test(text) && !keeps.test(text)).map(({ name }) => name);

test('FRM-1 every form of the console with text keeps what is typed, or is named with its reason', () => {
  expect(forgetful(pages).toSorted()).toEqual(Object.keys(unkept).toSorted());
});

test('FRM-1 whoever keeps also says so, and forgets what was sent', () => {
  const keeping = pages.filter(({ text }) => /\buseKept(?:Form|Fields)\b/.test(text));
  const silent = keeping.filter(({ text }) => !text.includes('<Restored of='));
  const hoarding = keeping.filter(
    ({ text }) => !/\.(?:forget|startAnew)\b|\bforget\b|\bclear\(\)/.test(text),
  );
  expect(silent.map(({ name }) => name)).toEqual([]);
  expect(hoarding.map(({ name }) => name)).toEqual([]);
});

test('FRM-1 no form stands beside a kept one and forgets', () => {
  const plain = pages.filter(({ text }) => /\buseForm[(<]/.test(text)).map(({ name }) => name);
  expect(plain.filter((name) => !(name in unkept) && !(name in ticked))).toEqual([]);
  expect(Object.keys(ticked).filter((name) => !plain.includes(name))).toEqual([]);
});

test('FRM-2 no form that keeps holds a password or a code', () => {
  const keeping = pages.filter(({ text }) => keeps.test(text));
  const secret = keeping.filter(({ text }) =>
    /<PasswordInput|one-time-code|initialValues: [^;]*password/.test(text),
  );
  expect(secret.map(({ name }) => name)).toEqual([]);
});

const nativeDate = /\btype=(?:"|\{[^}]*')(?:date|datetime-local|month|week)["']/;
test('FRM-5 days are typed and chosen in the one field for them (ui/DateField.tsx)', () => {
  const others = readSources().filter(
    ({ path, text }) =>
      /^web\/.*\.tsx$/.test(path) && (nativeDate.test(text) || text.includes('@mantine/dates')),
  );
  expect(others.map(({ path }) => path)).toEqual([]);
  expect(nativeDate.test('<TextInput type="date" />')).toBe(true);
  expect(nativeDate.test("<TextInput type={isDay ? 'date' : 'text'} />")).toBe(true);
});

test('the sweep sees a form that forgets', () => {
  const name = 'a/page.tsx';
  expect(forgetful([{ name, text: 'const form = useForm(); <Textarea label="Why" />' }])).toEqual([name]);
  expect(forgetful([{ name, text: "const kept = useKeptForm('a', {}); <Textarea />" }])).toEqual([]);
});

/** Bodies that are sent by another file's form, which knows what stands. */
const sentBy: Readonly<Record<string, string>> = {
  'orders/commands.tsx': 'orders/text-dialog.tsx',
  'requests/form.ts': 'requests/decide-dialog.tsx',
  'messages/form.ts': 'messages/change.tsx',
  'suspensions/part.tsx': 'shell/reason-dialog.tsx',
  'device/life.tsx': 'stock/ask.tsx',
  'stock/dialogs.tsx': 'stock/ask.tsx',
  'fittings/collections.tsx': 'stock/ask.tsx',
  'fittings/removals.tsx': 'stock/ask.tsx',
  'providers/contract-dialog.tsx': 'stock/ask.tsx',
  'providers/sampled.tsx': 'stock/ask.tsx',
  'fittings/work.ts': 'fittings/sign-step.tsx',
  // The letter is looked at without a version; with one it is made.
  'letters/choose.tsx': 'letters/words.tsx',
};
const tells = /\b(?:useVersion|useStands|usePressed|usePressedRow)\(/;
const everywhere = readSources()
  .filter(({ path }) => /^web\/console\/.*\.tsx?$/.test(path))
  .map(({ path, text }) => ({ name: path.slice('web/console/'.length), text }));
const told = new Set(everywhere.filter(({ text }) => tells.test(text)).map(({ name }) => name));

test('FRM-4 FRM-7 whatever sends a version tells what changed meanwhile', () => {
  const writes = versionedWrites(JSON.parse(readFileSync(`${root}/docs/openapi.json`, 'utf8')));
  expect(writes.length).toBeGreaterThan(50);
  const silent = writes.filter((write) => {
    const names = namesOf(write, everywhere);
    return names.length > 0 && !names.some((name) => told.has(sentBy[name] ?? name));
  });
  expect(silent.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});

test('the sweep sees a form that sends a version and tells nothing', () => {
  const body = { content: { 'application/json': { schema: { properties: { version: {} } } } } };
  const paths = { '/api/things/{id}/end': { post: { requestBody: body } } };
  const [write] = versionedWrites({ paths });
  const silent = [{ name: 'a/page.tsx', text: ['send(`/api/things/$', '{of.id}/end`, {})'].join('') }];
  expect(write && namesOf(write, silent)).toEqual(['a/page.tsx']);
});
