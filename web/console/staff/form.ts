import { staffCreate, staffOffices, staffReset, staffRoles } from '@attend/contracts/staff';

export const staffForm = staffCreate;
export const staffEmpty = { name: '', email: '', roles: [] as string[], office: '', provider: '' };
/** An office or a provider left empty is none. */
export const staffBody = (values: typeof staffEmpty) => ({
  ...values,
  office: values.office.trim() === '' ? null : values.office.trim(),
  provider: values.provider.trim() === '' ? null : values.provider.trim(),
});

/** None ticked: every office. */
export const officesForm = staffOffices;
export const rolesForm = staffRoles;
export const resetForm = staffReset;
