import { useForm } from '@mantine/form';
import { useEffect, useRef } from 'react';
import { useDraft } from '../../ui/draft.ts';
import { useStaff } from '../signed-in.tsx';
import { type Errors, readDraft } from './form.ts';

/** A form whose fields outlive a reload and the session's end. `clear` once what was typed is on record, or given up. */
export function useDraftForm<T extends object>(name: string, initial: T, check: (fields: T) => Errors) {
  const staff = useStaff();
  const [draft, write] = useDraft(staff.id, name);
  const kept = useRef(readDraft(draft, initial));
  const done = useRef(false);
  const form = useForm<T>({
    initialValues: kept.current ?? initial,
    validate: (fields) => ({ ...check(fields) }),
  });
  const text = JSON.stringify(form.values);
  const untouched = JSON.stringify(initial);
  useEffect(() => {
    if (!done.current) write(text === untouched ? '' : text);
  }, [text, untouched, write]);
  return {
    form,
    /** It begins with what was typed before. */
    wasKept: kept.current !== null,
    clear: () => {
      done.current = true;
      write('');
    },
  };
}
