import { t } from '@lingui/core/macro';
import { ReasonDialog } from '../shell/reason-dialog.tsx';

/** One way for every record that can be wrong: it stays as it was written, struck through, and counts no more. */
export const MarkDialog = (props: Omit<Parameters<typeof ReasonDialog>[0], 'words'>) => (
  <ReasonDialog
    {...props}
    words={{
      title: t`Entered in error`,
      label: t`What is wrong with it`,
      description: t`It stays on record, struck through, with your name and this reason. This cannot be taken back.`,
      action: t`Mark it`,
      done: t`Marked as entered in error.`,
      final: true,
    }}
  />
);
