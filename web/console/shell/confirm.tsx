import { t } from '@lingui/core/macro';
import { Button, Modal } from '@mantine/core';
import classes from './confirm.module.css';

type Props = {
  readonly opened: boolean;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly cancel: () => void;
  readonly confirm: () => void;
};

/** Asks once more before something that cannot be taken back. */
export function Confirm({ opened, title, text, action, cancel, confirm }: Props) {
  return (
    <Modal opened={opened} onClose={cancel} title={title} closeButtonProps={{ 'aria-label': t`Close` }}>
      <p className={classes.text}>{text}</p>
      <div className={classes.buttons}>
        <Button variant="default" onClick={cancel} data-autofocus>
          {t`Leave it`}
        </Button>
        <Button color="red.9" onClick={confirm}>
          {action}
        </Button>
      </div>
    </Modal>
  );
}
