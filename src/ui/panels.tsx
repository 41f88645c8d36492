import { type ComponentType, createContext, lazy, Suspense, useContext, useMemo } from 'react';
import type { Panel } from './web-module.ts';

/** The panels of every module, given by the shell: a record's page shows those of others without knowing them. */
export const PanelsOfModules = createContext<readonly Panel[]>([]);

/** What other modules show beside a record of this type. */
export function Panels({ of, id }: { readonly of: string; readonly id: string }) {
  const all = useContext(PanelsOfModules);
  const shown = useMemo(
    () =>
      all
        .filter((panel) => panel.of === of)
        .toSorted((a, b) => a.order - b.order)
        .map((panel): ComponentType<{ readonly id: string }> => lazy(panel.load)),
    [all, of],
  );
  return (
    <Suspense fallback={null}>
      {shown.map((Part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list of panels never changes while the app runs
        <Part key={i} id={id} />
      ))}
    </Suspense>
  );
}
