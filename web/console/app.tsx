import { type MantineColorScheme, MantineProvider } from '@mantine/core';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { againSoon, isPassing } from '../ui/api/again.ts';
import { type ApiFailure, isApiFailure } from '../ui/api/failure.ts';
import { LanguageProvider } from '../ui/language.tsx';
import { preferences, setPreference } from '../ui/preferences.ts';
import { makeTheme, variables } from '../ui/theme.ts';
import { sessionQuery } from './queries.ts';
import { makeRouter } from './router.tsx';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ApiFailure;
  }
}

/** Kept beside the console's other choices, so that scheme.js finds it before the first paint. */
const schemeStore = {
  get: (): MantineColorScheme => preferences().scheme,
  set: (value: MantineColorScheme) => setPreference('scheme', value),
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => setPreference('scheme', 'auto'),
};

function makeClient(): QueryClient {
  const onError = (error: unknown) => {
    if (isApiFailure(error) && error.kind === 'signed-out') {
      client.setQueryData(sessionQuery.queryKey, { state: 'signed-out' });
    }
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        // The browser's idea of being online is often wrong on an office network: ask, and see.
        networkMode: 'always',
        retry: (count, error) => count < 2 && isPassing(error),
        retryDelay: (attempt) => 500 * 2 ** attempt,
        refetchInterval: (query) => againSoon(query.state),
      },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}
export function App() {
  const [client] = useState(makeClient);
  const [router] = useState(makeRouter);
  return (
    <LanguageProvider>
      <Themed>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </Themed>
    </LanguageProvider>
  );
}

/** Mounted anew when the language changes, and so are the theme's words. */
function Themed({ children }: { readonly children: ReactNode }) {
  const [theme] = useState(makeTheme);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      colorSchemeManager={schemeStore}
    >
      {children}
    </MantineProvider>
  );
}
