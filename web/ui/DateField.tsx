import { t } from '@lingui/core/macro';
import { ActionIcon, TextInput, type TextInputProps } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import classes from './DateField.module.css';
import { currentLocale } from './language.tsx';
import { type DateKind, examples, isNoDay, readTyped, showTyped } from './typed-date.ts';

type Props = Omit<TextInputProps, 'type' | 'value' | 'defaultValue' | 'onChange' | 'min' | 'max'> & {
  /** «2026-03-31» (a time: «2026-03-31T14:30»), or empty. */
  readonly value?: string;
  readonly defaultValue?: string;
  readonly onChange?: (value: string) => void;
  readonly min?: string;
  readonly max?: string;
};
const native = { day: 'date', moment: 'datetime-local', month: 'month' } as const;

export const DateField = (props: Props) => <Typed kind="day" {...props} />;
export const DateTimeField = (props: Props) => <Typed kind="moment" {...props} />;
export const MonthField = (props: Props) => <Typed kind="month" {...props} />;

/**
 * A date that is typed, in the reader's order or as ISO, or chosen in the browser's own calendar. What cannot be read is no value;
 * its form is not sent before it is put right, or a last day that was meant would be none.
 */
function Typed({
  kind,
  value,
  defaultValue,
  onChange,
  onBlur,
  error,
  min,
  max,
  ...rest
}: Props & { kind: DateKind }) {
  const locale = currentLocale();
  const [known, setKnown] = useState(value ?? defaultValue ?? '');
  const [text, setText] = useState(() => showTyped(kind, known, locale));
  const [left, setLeft] = useState(false);
  // A page may pay no heed to what is no day yet: only what it changes itself is shown in place of what is typed.
  const [given, setGiven] = useState(value);
  if (value !== undefined && value !== given) {
    setGiven(value);
    if (value !== known) {
      setKnown(value);
      setText(showTyped(kind, value, locale));
    }
  }
  const input = useRef<HTMLInputElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const label = useId();
  const unread = text.trim() !== '' && known === '';
  useRefusal(input, unread, () => setLeft(true));

  const take = (next: string, shown: string) => {
    setText(shown);
    setKnown(next);
    onChange?.(next);
  };
  const [usual, iso] = examples(kind, locale);
  const unreadWords = () =>
    isNoDay(kind, text, locale)
      ? t`There is no such day. Write it as ${usual} or ${iso}`
      : t`Write it as ${usual} or ${iso}`;
  return (
    <div className={classes.field}>
      <TextInput
        {...rest}
        ref={input}
        autoComplete="off"
        labelProps={{ id: label }}
        value={text}
        error={unread && left ? unreadWords() : error}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          take(readTyped(kind, typed, locale) ?? '', typed);
        }}
        onBlur={(event) => {
          setLeft(true);
          // As it was understood: 3/4 is another day to whoever writes the day first.
          if (known !== '') setText(showTyped(kind, known, locale));
          onBlur?.(event);
        }}
        rightSection={
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t`Open the calendar`}
            aria-describedby={label}
            onClick={() => open(picker.current)}
          >
            <IconCalendar size={18} aria-hidden />
          </ActionIcon>
        }
      />
      <input
        ref={picker}
        className={classes.picker}
        type={native[kind]}
        tabIndex={-1}
        aria-hidden
        value={known}
        min={min}
        max={max}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          take(chosen, showTyped(kind, chosen, locale));
        }}
      />
    </div>
  );
}

/** Before React hears of it, so that no form can forget to ask. */
function useRefusal(
  input: React.RefObject<HTMLInputElement | null>,
  unread: boolean,
  refused: () => void,
): void {
  useEffect(() => {
    const form = input.current?.form;
    if (!unread || !form) return;
    const refuse = (event: SubmitEvent) => {
      event.preventDefault();
      event.stopPropagation();
      refused();
      input.current?.focus();
    };
    form.addEventListener('submit', refuse);
    return () => form.removeEventListener('submit', refuse);
  });
}

function open(picker: HTMLInputElement | null): void {
  try {
    picker?.showPicker();
  } catch {
    // A browser that has none: the day is typed.
  }
}
