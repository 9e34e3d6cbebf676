import { nextTiers, type ReviewParameters } from '@attend/contracts/review-policy';
import { conditionKinds } from '@attend/kernel';
import { t } from '@lingui/core/macro';
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { tierWords } from '../reviews/view.ts';
import classes from './page.module.css';
import {
  boundsWords,
  type Fields as FieldsOf,
  fieldOf,
  groupWords,
  type PerTier,
  perTier,
  stepping,
  tiersFromMost,
  valueWords,
} from './view.ts';

type Props = {
  readonly fields: FieldsOf;
  readonly set: (part: Record<string, string>) => void;
  readonly errors: Readonly<Record<string, string | undefined>>;
};

/** Every parameter of the policy, with its unit, its bounds and why there is one. */
export const PolicyFields = (props: Props) => (
  <>
    {perTier.map((name) => (
      <Group key={name} name={name}>
        {tiersFromMost.map((tier) => (
          <Days key={tier} {...props} name={name} field={fieldOf(name, tier)} label={tierWords(tier)} />
        ))}
      </Group>
    ))}
    <Group name="next">
      {stepping.map((tier) => (
        <NativeSelect
          key={tier}
          label={tierWords(tier)}
          data={nextTiers[tier].map((value) => ({ value, label: tierWords(value) }))}
          {...bound(props, fieldOf('next', tier))}
        />
      ))}
    </Group>
    <Group name="alertWaitDays">
      <Days {...props} name="alertWaitDays" field="alertWaitDays" label={t`Days`} />
    </Group>
    <Group name="endWaitsForHearings">
      <NativeSelect
        label={t`It waits`}
        data={[
          { value: 'yes', label: t`yes` },
          { value: 'no', label: t`no` },
        ]}
        {...bound(props, 'endWaitsForHearings')}
      />
    </Group>
    <Group name="carries">
      {tiersFromMost.map((tier) => (
        <Carried key={tier} {...props} field={fieldOf('carries', tier)} label={tierWords(tier)} />
      ))}
    </Group>
  </>
);

function Group({ name, children }: { readonly name: keyof ReviewParameters; readonly children: ReactNode }) {
  const { title, why } = groupWords(name);
  const described = `why-${name}`;
  return (
    <fieldset aria-describedby={described} className={classes.group}>
      <legend>{title}</legend>
      <p id={described} className={classes.why}>
        {why}
      </p>
      <div className={classes.row}>{children}</div>
    </fieldset>
  );
}

const bound = ({ fields, set, errors }: Props, field: string) => ({
  value: fields[field] ?? '',
  onChange: (event: { currentTarget: { value: string } }) => set({ [field]: event.currentTarget.value }),
  error: errors[field],
});

type DaysProps = Props & {
  readonly name: PerTier | 'alertWaitDays';
  readonly field: string;
  readonly label: string;
};
const Days = ({ name, field, label, ...props }: DaysProps) => (
  <TextInput
    label={label}
    description={boundsWords(name)}
    inputMode="numeric"
    autoComplete="off"
    {...bound(props, field)}
  />
);

type CarriedProps = Props & { readonly field: string; readonly label: string };
const Carried = ({ fields, set, errors, field, label }: CarriedProps) => (
  <Checkbox.Group
    label={label}
    error={errors[field]}
    value={(fields[field] ?? '').split(' ').filter((kind) => kind !== '')}
    onChange={(kinds) => set({ [field]: kinds.toSorted().join(' ') })}
  >
    {conditionKinds.map((kind) => (
      <Checkbox key={kind} value={kind} label={valueWords('carries', kind)} mt={6} />
    ))}
  </Checkbox.Group>
);
