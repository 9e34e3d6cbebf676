import { t } from '@lingui/core/macro';
import { NativeSelect } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { languageNames, untranslated } from '../../ui/language.tsx';
import { locales, setPreference, usePreferences } from '../../ui/preferences.ts';

export function LanguageChoice({ label }: { readonly label?: string }) {
  const { locale } = usePreferences();
  return (
    <NativeSelect
      {...(label ? { label } : { 'aria-label': t`Language` })}
      leftSection={<IconLanguage size={17} aria-hidden />}
      value={locale}
      onChange={(event) =>
        setPreference('locale', locales.find((each) => each === event.currentTarget.value) ?? 'en')
      }
      data={locales.map((value) => ({
        value,
        // Said before it is chosen: dates and direction are that language's, the texts not yet.
        label: untranslated.has(value) ? t`${languageNames[value]} (texts in English)` : languageNames[value],
      }))}
    />
  );
}
