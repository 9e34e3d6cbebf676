import { t } from '@lingui/core/macro';
import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './help.module.css';
import type { Place } from './navigation.ts';

type Props = {
  readonly opened: boolean;
  readonly close: () => void;
  /** The pages that may be opened, each with its key. */
  readonly pages: readonly Place[];
};

/** All keys, on one page. */
export function KeyboardHelp({ opened, close, pages }: Props) {
  const rows: readonly (readonly [ReactNode, string])[] = [
    [<kbd key="slash">/</kbd>, t`Find a person`],
    [<kbd key="help">?</kbd>, t`This help`],
    ...pages.map(({ to, key, name }) => [<Pair key={to} of={['g', key]} />, t`Go to ${name}`] as const),
    [<Pair key="jk" of={['j', 'k']} />, t`Next and previous in a list`],
    [<kbd key="enter">Enter</kbd>, t({ message: 'Open', context: 'verb' })],
    [<kbd key="o">o</kbd>, t`Open the urgent alert on top`],
    [<kbd key="a">a</kbd>, t`Acknowledge the alert`],
    [<kbd key="c">c</kbd>, t`Close the alert with an outcome`],
    [<kbd key="n">n</kbd>, t`Show alerts that are waiting (Today); write a note (alert)`],
    [<kbd key="esc">Esc</kbd>, t`Leave a field or dialog`],
  ];
  return (
    <Modal opened={opened} onClose={close} title={t`Keyboard`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <dl className={classes.keys}>
        {rows.map(([keys, meaning]) => (
          <div key={meaning}>
            <dt>{keys}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.note}>{t`Single keys can be turned off in the menu at the top right.`}</p>
    </Modal>
  );
}

function Pair({ of }: { readonly of: readonly [string, string] }) {
  return (
    <>
      <kbd>{of[0]}</kbd> <kbd>{of[1]}</kbd>
    </>
  );
}
