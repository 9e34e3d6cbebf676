import { type Fault, fail, formatInstant, type Result, succeed } from '@attend/kernel';
import {
  type Parameter,
  type Policy,
  type PolicyValues,
  parameterNames,
  standardParameters,
  valuesWith,
} from '@attend/monitor';
import { z } from 'zod';
import { millisInstant } from './case.ts';
import { faultOf } from './fault.ts';

const wholeUnits: readonly Parameter['unit'][] = ['fixes', 'readings', 'percent'];

/** A value within its published bounds: as a number, or with what `attend policy` prints beside it. */
function valueForm({ unit, minimum, maximum }: Parameter) {
  const bounds = `between ${minimum} and ${maximum} ${unit}`;
  const number = z
    .number(`must be a number ${bounds}`)
    .refine((value) => value >= minimum && value <= maximum, `must lie ${bounds}`)
    .refine((value) => !wholeUnits.includes(unit) || Number.isInteger(value), 'must be a whole number');
  const described = z
    .object({ value: number, unit: z.literal(unit, `must be in ${unit}`).optional() })
    .transform(({ value }) => value);
  return z.union([number, described]);
}

const valuesForm = z
  .strictObject(
    Object.fromEntries(parameterNames.map((name) => [name, valueForm(standardParameters[name]).optional()])),
    {
      error: (issue) =>
        issue.code === 'unrecognized_keys' ? `there is no parameter ${issue.keys.join(', ')}` : undefined,
    },
  )
  .transform((given): PolicyValues => valuesWith(given as Partial<PolicyValues>))
  .refine((values) => values.batteryCritical <= values.batteryLow, {
    error: 'must not lie above batteryLow',
    path: ['batteryCritical'],
  });

const revisionForm = z
  .object({
    name: z.string().min(1).max(100).default('standard'),
    revision: z.int().min(0).default(1),
    /** From when it holds; a reading is judged by the revision in force at its own time. */
    from: millisInstant.default(0),
    parameters: valuesForm.prefault({}),
  })
  .transform(
    ({ name, revision, from, parameters }): Policy => ({ name, revision, from, values: parameters }),
  );

/** `policy_revision.parameters`, and the `parameters` of the form: what differs from the standard. */
export function readParameters(value: unknown): Result<PolicyValues, Fault> {
  const read = valuesForm.safeParse(value ?? {});
  return read.success ? succeed(read.data) : fail({ code: 'policy', message: faultOf(read.error) });
}

/** What `--policy` takes: one revision, or a list of several that follow one another. */
export function readPolicies(value: unknown): Result<readonly Policy[], Fault> {
  const form = Array.isArray(value)
    ? z.array(revisionForm).min(1).max(1000)
    : revisionForm.transform((one) => [one]);
  const read = form.safeParse(value);
  return read.success ? succeed(read.data) : fail({ code: 'policy', message: faultOf(read.error) });
}

/** A policy as `attend policy` prints it: every parameter with value, unit, bounds and reason. */
export function writePolicy({ name, revision, from, values }: Policy) {
  return {
    name,
    revision,
    from: formatInstant(from),
    parameters: Object.fromEntries(
      parameterNames.map((parameter) => [
        parameter,
        { ...standardParameters[parameter], value: values[parameter] },
      ]),
    ),
  };
}
