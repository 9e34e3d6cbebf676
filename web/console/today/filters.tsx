import { alertKinds, severities } from '@attend/kernel';
import { t } from '@lingui/core/macro';
import { NativeSelect, SegmentedControl, Switch } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { kindWords, severityWords } from '../../ui/words/alerts.ts';
import { type TodaySearch, todaySearch } from './form.ts';
import classes from './page.module.css';

/** Which alerts to list. Each choice stands in the address. */
export function Filters({ search }: { readonly search: TodaySearch }) {
  const navigate = useNavigate();
  const set = (change: Record<string, unknown>) =>
    void navigate({ to: '/', search: todaySearch.parse({ ...search, ...change }), replace: true });
  return (
    <search className={classes.filters} aria-label={t`Which alerts`}>
      <SegmentedControl
        size="sm"
        aria-label={t`Show`}
        value={search.show ?? 'open'}
        onChange={(show) => set({ show: show === 'open' ? undefined : show })}
        data={[
          { value: 'open', label: t`Open` },
          { value: 'closed', label: t`Closed` },
          { value: 'withdrawn', label: t`Taken back` },
        ]}
      />
      <NativeSelect
        aria-label={t`Severity`}
        value={search.severity ?? ''}
        onChange={(event) => set({ severity: event.currentTarget.value || undefined })}
        data={[
          { value: '', label: t`Any severity` },
          ...severities.toReversed().map((value) => ({ value, label: severityWords(value) })),
        ]}
      />
      <NativeSelect
        aria-label={t`Kind`}
        value={search.kind ?? ''}
        onChange={(event) => set({ kind: event.currentTarget.value || undefined })}
        data={[
          { value: '', label: t`Any kind` },
          ...alertKinds.map((value) => ({ value, label: kindWords(value) })),
        ]}
      />
      <Switch
        label={t`Mine`}
        checked={search.mine === true}
        onChange={(event) => set({ mine: event.currentTarget.checked || undefined })}
      />
    </search>
  );
}
