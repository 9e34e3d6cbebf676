import { type DeviceModel, deviceAbilities, deviceModelContent } from '@attend/contracts/device-models';
import { protocolNames, type Technology, technologies } from '@attend/kernel';
import { sentenceWords } from '../../ui/words/told.ts';

export const cadences = ['', '4', '8', '12'] as const;
export type ModelFields = {
  maker: string;
  name: string;
  technology: Technology;
  protocols: string[];
  fixEvery: string;
  uploadEvery: string;
  knows: string[];
  checkInWeeks: string;
  statisticsLabel: string;
  costLabel: string;
  ended: boolean;
  reason: string;
};

/** An ankle device that fixes each minute and uploads each ten: what is commonest. */
export const fieldsOf = (model: DeviceModel | null): ModelFields => ({
  maker: model?.maker ?? '',
  name: model?.name ?? '',
  technology: model?.technology ?? 'ankle',
  protocols: [...(model?.protocols ?? [])],
  fixEvery: String(model?.fixEvery ?? 60),
  uploadEvery: String(model?.uploadEvery ?? 600),
  knows: [...(model?.knows ?? [])],
  checkInWeeks: String(model?.checkInWeeks ?? ''),
  statisticsLabel: model?.statisticsLabel ?? '',
  costLabel: model?.costLabel ?? '',
  ended: model?.ended ?? false,
  reason: '',
});

/** As the API takes it; what no form can read it says by field. */
export const bodyOf = (fields: ModelFields): object => ({
  ...fields,
  protocols: protocolNames.filter((name) => fields.protocols.includes(name)),
  knows: deviceAbilities.filter((name) => fields.knows.includes(name)),
  technology: technologies.find((name) => name === fields.technology),
  fixEvery: Number(fields.fixEvery.trim() || 'none'),
  uploadEvery: Number(fields.uploadEvery.trim() || 'none'),
  checkInWeeks: fields.checkInWeeks === '' ? null : Number(fields.checkInWeeks),
  reason: fields.reason.trim(),
});

/** The first fault of each field, in the contract's own words. */
export function faultsOf(fields: ModelFields): Readonly<Record<string, string>> {
  const { error } = deviceModelContent.safeParse(bodyOf(fields));
  const faults: Record<string, string> = {};
  for (const { path, message } of error?.issues ?? []) faults[String(path[0])] ??= sentenceWords(message);
  if (fields.reason.trim().length < 3) faults['reason'] = sentenceWords('say why');
  return faults;
}
