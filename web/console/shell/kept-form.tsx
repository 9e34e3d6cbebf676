import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { type UseFormInput, type UseFormReturnType, useForm } from '@mantine/form';
import { useState } from 'react';
import { readDraft, writeDraft } from '../../ui/draft.ts';
import { readKept, writeKept } from '../../ui/kept-values.ts';
import { useStaff } from '../signed-in.tsx';
import { entryClasses } from './entry.tsx';

type Kept<Values extends Record<string, unknown>> = {
  readonly form: UseFormReturnType<Values>;
  /** It was opened with what somebody had typed before. */
  readonly restored: boolean;
  /** What was typed is kept no more: it was sent, or is not wanted. */
  readonly forget: () => void;
  /** The form as it was before anybody typed. */
  readonly startAnew: () => void;
};

/**
 * A form whose typed values outlive a closed dialog, a reload and the end of the session, in this tab and for this person only
 * (see ui/draft.ts). `key` names the form and what it is about. Never for secrets.
 */
export function useKeptForm<Values extends Record<string, unknown>>(
  key: string,
  options: UseFormInput<Values> & { readonly initialValues: Values },
): Kept<Values> {
  const { id } = useStaff();
  const name = `form.${key}`;
  // What stood when the dialog opened: what is kept is told by how it differs from that.
  const [initial] = useState(options.initialValues);
  const [before] = useState(() => readDraft(id, name));
  const [restored, setRestored] = useState(before !== '');
  const form = useForm<Values>({
    ...options,
    initialValues: readKept(initial, before),
    onValuesChange: (values) => writeDraft(id, name, writeKept(initial, values)),
  });
  const forget = () => {
    writeDraft(id, name, '');
    setRestored(false);
  };
  return {
    form,
    restored,
    forget,
    startAnew: () => {
      form.setValues(initial);
      form.clearErrors();
      forget();
    },
  };
}

/** Says that a form holds what was typed before, and lets one begin anew. */
export function Restored({ of }: { readonly of: Pick<Kept<never>, 'restored' | 'startAnew'> }) {
  if (!of.restored) return null;
  return (
    <div className={entryClasses.restored} role="status">
      <span>
        <Trans>What you had typed before is here.</Trans>
      </span>
      <Button variant="default" size="compact-sm" onClick={of.startAnew}>
        <Trans>Start anew</Trans>
      </Button>
    </div>
  );
}
