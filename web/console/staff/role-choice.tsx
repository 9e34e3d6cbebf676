import { t } from '@lingui/core/macro';
import { Checkbox } from '@mantine/core';
import { entryClasses } from '../shell/entry.tsx';
import { assignableRoles, roleWords } from './view.ts';

/** Roles to tick; its properties are those of a form's field. */
export function RoleChoice(field: Record<string, unknown>) {
  return (
    <Checkbox.Group
      label={t`Roles`}
      description={t`What a person may see and do follows from them.`}
      {...field}
    >
      <div className={entryClasses.choices}>
        {assignableRoles.map((role) => (
          <Checkbox key={role} value={role} label={roleWords(role)} />
        ))}
      </div>
    </Checkbox.Group>
  );
}
