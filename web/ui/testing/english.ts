import { i18n } from '@lingui/core';

// View models speak the language that is on; tests read English.
i18n.loadAndActivate({ locale: 'en', messages: {} });
