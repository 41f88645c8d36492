import '@fontsource-variable/inter';
import '@mantine/core/styles.css';
import '#ui/app.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { webModules } from '#modules/index.web.ts';
import { ApiError } from '#ui/api.ts';
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

createRoot(document.getElementById('root')!).render(
  <MantineProvider theme={theme} defaultColorScheme="auto">
    <QueryClientProvider client={client}>
      <PanelsOfModules value={panels}>
        <RouterProvider router={router} />
      </PanelsOfModules>
    </QueryClientProvider>
  </MantineProvider>,
);
