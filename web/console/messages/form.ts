import { contactPointAdd, messageWrite } from '@attend/contracts/messages';
import { z } from 'zod';

export const messagesSearch = z.object({
  show: z.enum(['attention', 'planned', 'sent', 'all']).optional().catch(undefined),
});

export const pointEmpty = {
  kind: 'phone' as 'phone' | 'email',
  address: '',
  language: '' as '' | 'en' | 'es',
  note: '',
  consent: false,
};
/** Empty fields are what is not known. */
export const pointForm = z.object({
  kind: contactPointAdd.shape.kind,
  address: contactPointAdd.shape.address,
  language: z.enum(['', 'en', 'es']),
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
