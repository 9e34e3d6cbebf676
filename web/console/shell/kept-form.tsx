import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { type UseFormInput, type UseFormReturnType, useForm } from '@mantine/form';
import { useEffect, useRef, useState } from 'react';
import { writeKeys } from '../../ui/api/write-key.ts';
import { readDraft, writeDraft } from '../../ui/draft.ts';
import { readKept, readStood, writeKept } from '../../ui/kept-values.ts';
import { type Change, rebase } from '../../ui/rebase.ts';
import { useStaff } from '../signed-in.tsx';
import { entryClasses } from './entry.tsx';

type FieldsOf = Readonly<Record<string, unknown>>;

/** What a form does whose typed values outlive it. */
type Keeping<Values> = {
  /** It was opened with what somebody had typed before. */
  readonly restored: boolean;
  /** What was typed is kept no more: it was sent, or is not wanted. */
  readonly forget: () => void;
  /** The form as it was before anybody typed. */
  readonly startAnew: () => void;
  /** What somebody else has changed since it was opened, or since what is restored was typed (meanwhile.tsx shows it). */
  readonly meanwhile: readonly Change[];
  /** What its fields began with, or what was learned since. */
  readonly stands: () => Values;
  /** That something else stands by now: what was typed stays, what was not touched becomes theirs. */
  readonly learn: (theirs: Values) => void;
};
type Kept<Values extends Record<string, unknown>> = Keeping<Values> & {
  readonly form: UseFormReturnType<Values>;
};
type KeptFields<Values> = Keeping<Values> & {
  readonly fields: Values;
  readonly set: (part: Partial<Values>) => void;
};

/** What stood when the form opened is what typed values are told by; where it changes while the form is open, it is learned. */
function useDraftOf<Values extends FieldsOf>(
  key: string,
  initialValues: Values,
  moments: readonly (keyof Values & string)[],
) {
  const { id } = useStaff();
  const name = `form.${key}`;
  const [before] = useState(() => readDraft(id, name));
  const base = useRef(initialValues);
  const [first] = useState(() => readKept(initialValues, before));
  const [restored, setRestored] = useState(before !== '');
  const [meanwhile, setMeanwhile] = useState(
    () => rebase(readStood(initialValues, before, moments), first, initialValues).changes,
  );
  return {
    base,
    first,
    restored,
    meanwhile,
    keep: (values: Values) => writeDraft(id, name, writeKept(base.current, values, moments)),
    forget: () => {
      writeDraft(id, name, '');
      setRestored(false);
      setMeanwhile([]);
    },
    rebaseOn: (typed: Values, theirs: Values): Values => {
      const { values, changes } = rebase(base.current, typed, theirs);
      base.current = theirs;
      setMeanwhile(changes);
      writeDraft(id, name, writeKept(theirs, values, moments));
      return values;
    },
  };
}

/**
 * A form whose typed values outlive a closed dialog, a reload and the end of the session, in this tab and for this person only
 * (see ui/draft.ts). `key` names the form and what it is about. Never for secrets.
 */
export function useKeptForm<Values extends Record<string, unknown>>(
  key: string,
  {
    moments = [],
    ...options
  }: UseFormInput<Values> & {
    readonly initialValues: Values;
    /** Fields that begin with the moment of opening (see ui/kept-values.ts). */
    readonly moments?: readonly (keyof Values & string)[];
  },
): Kept<Values> {
  const { base, first, keep, rebaseOn, ...draft } = useDraftOf(key, options.initialValues, moments);
  const form = useForm<Values>({ ...options, initialValues: first, onValuesChange: keep });
  return {
    ...draft,
    form,
    stands: () => base.current,
    startAnew: () => {
      form.setValues(base.current);
      form.clearErrors();
      draft.forget();
      writeKeys().clear();
    },
    learn: (theirs) => form.setValues(rebaseOn(form.getValues(), theirs)),
  };
}

/** The same of fields that a component checks by itself. */
export function useKeptFields<Values extends FieldsOf>(
  key: string,
  initialValues: Values,
  moments: readonly (keyof Values & string)[] = [],
): KeptFields<Values> {
  const { base, first, keep, rebaseOn, ...draft } = useDraftOf(key, initialValues, moments);
  const [fields, setFields] = useState(first);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fields alone change while a form stands.
  useEffect(() => keep(fields), [fields]);
  return {
    ...draft,
    fields,
    stands: () => base.current,
    set: (part) => setFields((was) => ({ ...was, ...part })),
    startAnew: () => {
      setFields(base.current);
      draft.forget();
      writeKeys().clear();
    },
    learn: (theirs) => setFields(rebaseOn(fields, theirs)),
  };
}

/**
 * The version that a form is sent with: the one that its fields were read with. Where the page behind it reads another, the form learns
 * it and shows what changed, before it is sent or after it was refused; so a version never goes with fields of another.
 */
export function useVersion<Values>(kept: Keeping<Values>, version: number, stands: Values): number {
  const [read, setRead] = useState(version);
  useEffect(() => {
    if (version === read) return;
    setRead(version);
    kept.learn(stands);
  });
  return read;
}

/** Says that a form holds what was typed before, and lets one begin anew. */
export function Restored({ of }: { readonly of: Pick<Keeping<never>, 'restored' | 'startAnew'> }) {
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
