import type { NoticeAudience } from '@attend/contracts/notices';
import { t } from '@lingui/core/macro';
import { textOrNull } from '../../ui/text-or-null.ts';

export type NoticeFields = {
  readonly office: string;
  readonly to: NoticeAudience;
  readonly on: string;
  readonly en: string;
  readonly es: string;
  readonly ht: string;
  readonly ar: string;
};
export const noticeEmpty: NoticeFields = {
  office: '',
  to: 'everybody',
  on: '',
  en: '',
  es: '',
  ht: '',
  ar: '',
};

/** Besides English, which everybody gets whose language has no words. */
export const otherLanguages = () =>
  [
    ['es', t`In Spanish`],
    ['ht', t`In Haitian Creole`],
    ['ar', t`In Arabic`],
  ] as const;

/** What asks for whom it goes to. */
export const audienceBody = ({ office, to, on }: NoticeFields) => ({
  office,
  to,
  on: to === 'everybody' ? null : on,
});
export const noticeBody = (fields: NoticeFields, audience: string) => ({
  ...audienceBody(fields),
  audience,
  en: fields.en.trim(),
  es: textOrNull(fields.es),
  ht: textOrNull(fields.ht),
  ar: textOrNull(fields.ar),
});

export function checkNotice({
  office,
  to,
  on,
  en,
}: NoticeFields): Partial<Record<keyof NoticeFields, string>> {
  return {
    ...(office === '' ? { office: t`Choose an office` } : {}),
    ...(to !== 'everybody' && on === '' ? { on: t`Choose a day` } : {}),
    ...(en.trim() === '' ? { en: t`Write what it says` } : {}),
  };
}

export const audienceWords = (to: NoticeAudience): string =>
  ({
    everybody: () => t`Everybody of the office`,
    'check-ins': () => t`Whoever comes to the office on a day`,
    hearings: () => t`Whoever is heard on a day`,
  })[to]();
