import '@fontsource-variable/inter';
import '@mantine/core/styles.css';
import '#ui/app.css';
import { I18nProvider } from '@lingui/react';
import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { speaker } from '#kernel/language.ts';
import { webModules } from '#modules/index.web.ts';
import { ApiError } from '#ui/api.ts';
import { direction, startLanguage } from '#ui/language.ts';
import { PanelsOfModules } from '#ui/panels.tsx';
import { theme } from '#ui/theme.ts';
import { router } from './router.tsx';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, error) =>
        count < 2 &&
        !(error instanceof ApiError && error.problem.status >= 400 && error.problem.status < 500),
      refetchOnWindowFocus: true,
      staleTime: 5000,
    },
  },
});

const panels = webModules.flatMap((module) => module.panels ?? []);

await startLanguage();

createRoot(document.getElementById('root')!).render(
  <I18nProvider i18n={speaker()}>
    <DirectionProvider initialDirection={direction()} detectDirection={false}>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <QueryClientProvider client={client}>
          <PanelsOfModules value={panels}>
            <RouterProvider router={router} />
          </PanelsOfModules>
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  </I18nProvider>,
);
