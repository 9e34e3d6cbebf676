import { t } from '@lingui/core/macro';
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef } from 'react';
import { useKeys } from '../../ui/keys.ts';
import classes from './shell.module.css';

/** One box for every identifier: name, reference, case number, device. `/` goes to it. */
export function Search() {
  const input = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  useKeys({ '/': () => input.current?.select() });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const q = input.current?.value.trim() ?? '';
    if (q === '') return;
    void navigate({ to: '/people', search: { q } });
  };
  return (
    <search className={classes.search}>
      <form onSubmit={submit}>
        <TextInput
          ref={input}
          size="sm"
          type="search"
          aria-label={t`Find a person by name or any number`}
          placeholder={t`Name, number, device…`}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={<kbd aria-hidden>/</kbd>}
          autoComplete="off"
          spellCheck={false}
        />
      </form>
    </search>
  );
}
