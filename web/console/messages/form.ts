import {
  type ContactPoint,
  contactPointAdd,
  type MessageLanguage,
  messageLanguages,
  messageWrite,
} from '@attend/contracts/messages';
import { z } from 'zod';

export const messagesSearch = z.object({
  show: z.enum(['attention', 'planned', 'sent', 'all']).optional().catch(undefined),
});

export const pointEmpty = {
  kind: 'phone' as 'phone' | 'email',
  address: '',
  language: '' as '' | MessageLanguage,
  note: '',
  consent: false,
};
/** Empty fields are what is not known. */
export const pointForm = z.object({
  kind: contactPointAdd.shape.kind,
  address: contactPointAdd.shape.address,
  language: z.enum(['', ...messageLanguages]),
  note: z.string().max(200),
  consent: z.boolean(),
});
export const pointBody = ({ language, note, ...rest }: typeof pointEmpty, preference: number) => ({
  ...rest,
  preference,
  language: language === '' ? null : language,
  note: note.trim() === '' ? null : note.trim(),
});

export const textEmpty = { text: '' };
export const textForm = z.object({ text: messageWrite.shape.text });

/** Of a contact point: an address where another one is to stand in its place. */
export const changeEmpty = ({
  preference,
  language,
  note,
}: Pick<ContactPoint, 'preference' | 'language' | 'note'>) => ({
  ...{ address: '', consent: false, preference: preference as number | string },
  ...{ language: (language ?? '') as '' | MessageLanguage, note: note ?? '' },
});
export const changeForm = z.object({
  address: z.string().max(254),
  consent: z.boolean(),
  preference: z.coerce.number().int().min(1).max(99),
  language: z.enum(['', ...messageLanguages]),
  note: z.string().max(200),
});
type Change = { readonly method: 'POST' | 'PUT'; readonly path: string; readonly body: object };
export function changeOf(
  { id, version }: Pick<ContactPoint, 'id' | 'version'>,
  { address, consent, preference, language, note }: ReturnType<typeof changeEmpty>,
): Change {
  if (address.trim() !== '')
    return {
      ...{ method: 'POST', path: `/api/contact-points/${id}/replace` },
      body: { version, address: address.trim(), consent },
    };
  return {
    ...{ method: 'PUT', path: `/api/contact-points/${id}` },
    body: {
      ...{ version, preference: Number(preference), language: language === '' ? null : language },
      note: note.trim() === '' ? null : note.trim(),
    },
  };
}
