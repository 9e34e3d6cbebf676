import { t } from '@lingui/core/macro';
import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Modal,
  PasswordInput,
  Tooltip,
} from '@mantine/core';

const brand: MantineColorsTuple = [
  '#eef8f8',
  '#d5ecee',
  '#abdade',
  '#7fc7ce',
  '#52adb7',
  '#2f929e',
  '#1b7783',
  '#0f5c66',
  '#0b4a53',
  '#07363d',
];

/** Mantine's dark greys, in the tint of ours: grounds of inputs (6), edges (4), hover (5). */
const dark: MantineColorsTuple = [
  '#e4e9ec',
  '#c3ccd2',
  '#a0adb6',
  '#85939d',
  '#6f7d86',
  '#2c363c',
  '#20282d',
  '#1a2024',
  '#12171a',
  '#0e1214',
];

/**
 * Mantine's default colours miss 4.5:1 in places (dimmed text, light badges, placeholders): the text colours are set
 * in theme.css, and filled colours pick black or white by contrast. Made anew for each language: it holds words.
 */
export const makeTheme = () =>
  createTheme({
    colors: { brand, dark },
    primaryColor: 'brand',
    primaryShade: { light: 7, dark: 3 },
    autoContrast: true,
    luminanceThreshold: 0.35,
    fontFamily:
      'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", "Helvetica Neue", Arial, sans-serif',
    fontFamilyMonospace:
      'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", Menlo, Consolas, monospace',
    fontSizes: { xs: '0.78rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
    defaultRadius: 'md',
    cursorType: 'pointer',
    variantColorResolver: (input) => {
      // Mantine computes the contrast of its primary colour for the light scheme alone.
      const own = input.color === undefined || input.color === 'brand';
      if (input.variant !== 'filled' || !own) return defaultVariantColorsResolver(input);
      return {
        background: 'var(--at-brand)',
        hover: 'var(--at-brand-hover)',
        color: 'var(--at-on-brand)',
        border: '1px solid transparent',
      };
    },
    respectReducedMotion: true,
    focusRing: 'auto',
    components: {
      // A close button that says nothing is a button that a screen reader reads as «button».
      Modal: Modal.extend({
        defaultProps: {
          closeButtonProps: { 'aria-label': t`Close` },
          centered: true,
          // Its <header> is no banner of the page.
          attributes: { header: { role: 'presentation' } },
        },
      }),
      Tooltip: Tooltip.extend({ defaultProps: { withArrow: true, openDelay: 350 } }),
      PasswordInput: PasswordInput.extend({
        defaultProps: { visibilityToggleButtonProps: { 'aria-label': t`Show password`, tabIndex: 0 } },
      }),
    },
  });

export const variables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--at-page)',
    '--mantine-color-text': 'var(--at-text)',
    '--mantine-color-dimmed': 'var(--at-dim)',
    '--mantine-color-placeholder': 'var(--at-dim)',
    '--mantine-color-default': 'var(--at-surface)',
    '--mantine-color-default-hover': 'var(--at-hover)',
    '--mantine-color-default-color': 'var(--at-text)',
    '--mantine-color-default-border': 'var(--at-edge-strong)',
    '--mantine-color-error': 'var(--at-critical)',
    '--mantine-color-anchor': 'var(--at-link)',
  };
  return { variables: {}, light: shared, dark: shared };
};
