import type { CaseloadFault } from '@attend/casework/caseload/forms';
import { type CaseloadOffice, readOffice } from '@attend/casework/caseload/offices';
import { writeHours } from '@attend/casework/caseload/timetables';
import { programmeKey } from '../audit/audit.ts';
import { writeOwnChanges } from '../audit/changes.ts';
import { type CaseloadOfficeRow, loadCaseloadOffices } from '../database/repositories/caseload-standing.ts';
import { writeCaseloadOffices } from '../database/repositories/caseload-write.ts';
import type { CaseloadContext } from './context.ts';
import { defineKind, eachRecord, type Planned, type Step } from './kind.ts';

type OfficeStep = Step & { readonly office: CaseloadOffice; readonly id: string | null };

function changesOf(standing: CaseloadOfficeRow, given: CaseloadOffice): string[] {
  const { calendar } = given;
  const fields = standing.timezone === given.timezone ? [] : ['timezone'];
  if (calendar === null) return fields;
  if (standing.hours === null || writeHours(standing.hours) !== writeHours(calendar.hours))
    fields.push('hours');
  if (standing.slotMinutes !== calendar.slotMinutes) fields.push('slot_minutes');
  if (standing.capacity !== calendar.capacity) fields.push('capacity');
  return fields;
}

async function plan(
  { client, author, reach }: CaseloadContext,
  items: readonly CaseloadOffice[],
): Promise<Planned<OfficeStep>> {
  const standing = await loadCaseloadOffices(client, author.programmeId);
  const steps: OfficeStep[] = [];
  const faults: CaseloadFault[] = [];
  for (const office of items) {
    const known = standing.get(office.name);
    const fields = known === undefined ? [] : changesOf(known, office);
    const kind = known === undefined ? 'new' : fields.length > 0 ? 'changed' : 'same';
    if (kind !== 'same' && !reach.whole && !(known !== undefined && reach.keys.includes(known.id))) {
      const message = 'You may set the offices that are yours.';
      faults.push({ line: office.line, column: 'name', code: 'not-yours', message });
      continue;
    }
    const stands = known === undefined ? null : JSON.stringify(known);
    const step = { line: office.line, kind, about: office.name, participant: null, fields, stands } as const;
    steps.push({ ...step, office, id: known?.id ?? null });
  }
  return { steps, faults };
}

async function write(context: CaseloadContext, steps: readonly OfficeStep[]): Promise<void> {
  const made = steps.filter(({ kind }) => kind === 'new' || kind === 'changed');
  const ids = await writeCaseloadOffices(
    context.client,
    context.author.programmeId,
    made.map(({ office, id }) => ({ ...office, id })),
  );
  await writeOwnChanges(
    context.client,
    context.keyring.create(programmeKey(context.author.programmeId)),
    context.author,
    made.map(({ office: { line: _line, ...after }, kind }, index) => ({
      ...{ action: kind === 'new' ? 'office.imported' : 'office.changed-by-import', entity: 'office' },
      ...{ entityId: ids[index] ?? '', after },
    })),
  );
}

export const importOffices = defineKind<CaseloadOffice, OfficeStep>({
  items: eachRecord(readOffice),
  keysOf: ({ name }) => [name],
  plan,
  write,
});
