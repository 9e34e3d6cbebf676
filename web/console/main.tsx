import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import '../ui/styles.ts';
import { fieldWords } from '../ui/words/fields.ts';
import { App } from './app.tsx';

// Zod would try `new Function` for speed, which the content security policy forbids and reports.
z.config({ jitless: true, customError: fieldWords });

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
