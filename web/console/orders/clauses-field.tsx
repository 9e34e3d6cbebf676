import { clauseKinds } from '@attend/contracts/orders';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { DateTimeField } from '../../ui/DateField.tsx';
import { clauseWords } from '../../ui/words/devices.ts';
import type { ClauseFields } from './draft-fields.ts';
import classes from './page.module.css';

type Props = {
  readonly value: readonly ClauseFields[];
  readonly onChange: (next: readonly ClauseFields[]) => void;
  readonly errors: Readonly<Record<string, string | undefined>>;
};

/** The next number that no clause has. */
function nextNumber(clauses: readonly ClauseFields[]): string {
  const numbers = clauses.map(({ number }) => Number(number)).filter(Number.isInteger);
  return String(Math.max(0, ...numbers) + 1);
}

/** What the order permits: each clause one thing, with dates of its own where they are not the order's. */
export function ClausesField({ value, onChange, errors }: Props) {
  const change = (index: number, part: Partial<ClauseFields>) =>
    onChange(value.map((clause, at) => (at === index ? { ...clause, ...part } : clause)));
  return (
    <fieldset>
      <legend>
        <Trans>Clauses</Trans>
      </legend>
      {value.map((clause, index) => {
        const number = clause.number || String(index + 1);
        const error = (name: string) => errors[`clauses.${index}.${name}`];
        return (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a clause's number is typed here; its place is what it is known by.
            key={index}
            className={classes.clause}
          >
            <TextInput
              label={t`Number of clause ${number}`}
              value={clause.number}
              onChange={(event) => change(index, { number: event.currentTarget.value })}
              error={error('number')}
            />
            <NativeSelect
              label={t`Clause ${number} permits`}
              data={clauseKinds.map((kind) => ({ value: kind, label: clauseWords(kind) }))}
              value={clause.kind}
              onChange={(event) =>
                change(index, {
                  kind: clauseKinds.find((kind) => kind === event.currentTarget.value) ?? clause.kind,
                })
              }
            />
            <DateTimeField
              label={t`Clause ${number} from`}
              value={clause.from}
              onChange={(value) => change(index, { from: value })}
              error={error('from')}
            />
            <DateTimeField
              label={t`Clause ${number} to`}
              value={clause.to}
              onChange={(value) => change(index, { to: value })}
              error={error('to')}
            />
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t`Take out clause ${number}`}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            >
              <Trans>Take out</Trans>
            </Button>
          </div>
        );
      })}
      <p className={classes.dim}>{t`Empty dates are the order’s own.`}</p>
      <Button
        variant="default"
        onClick={() =>
          onChange([...value, { number: nextNumber(value), kind: 'attendance', from: '', to: '' }])
        }
      >
        <Trans>Add a clause</Trans>
      </Button>
    </fieldset>
  );
}
