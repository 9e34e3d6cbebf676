// Sets colour scheme, language and direction before the first paint. Kept in step with ui/preferences.ts.
(() => {
  const root = document.documentElement;
  let kept = null;
  let locale = null;
  try {
    kept = localStorage.getItem('attend.scheme');
    locale = localStorage.getItem('attend.locale');
  } catch {
    // Storage may be forbidden: the browser's own preference stands.
  }
  const dark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  if (locale) {
    // The texts of the others are English.
    root.lang = locale === 'es' ? 'es' : 'en';
    root.dir = locale === 'ar' ? 'rtl' : 'ltr';
  }
})();
