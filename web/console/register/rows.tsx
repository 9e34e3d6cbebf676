import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import classes from './page.module.css';

type Props<Row> = {
  readonly legend: string;
  readonly add: string;
  /** Says of a row, by its place, that it goes. */
  readonly remove: (place: number) => string;
  readonly rows: readonly Row[];
  readonly most: number;
  readonly onAdd: () => void;
  readonly onRemove: (index: number) => void;
  readonly children: (index: number) => ReactNode;
};

/** Any number of the same, one under the other. Whoever removes one by the keyboard stands at «Add» afterwards, not nowhere. */
export function Rows<Row>({ legend, add, remove, rows, most, onAdd, onRemove, children }: Props<Row>) {
  const adder = useRef<HTMLButtonElement>(null);
  return (
    <fieldset className={classes.rows}>
      <legend>{legend}</legend>
      {rows.map((_, index) => (
        // Rows have no name of their own: their place is what tells them apart.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={index} className={classes.row}>
          {children(index)}
          <Button
            variant="default"
            size="compact-md"
            aria-label={remove(index + 1)}
            onClick={() => {
              onRemove(index);
              adder.current?.focus();
            }}
          >
            <Trans>Remove</Trans>
          </Button>
        </div>
      ))}
      <div>
        <Button
          ref={adder}
          variant="default"
          size="compact-md"
          leftSection={<IconPlus size={15} aria-hidden />}
          disabled={rows.length >= most}
          onClick={onAdd}
        >
          {add}
        </Button>
      </div>
    </fieldset>
  );
}
