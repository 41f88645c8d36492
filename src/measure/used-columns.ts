import type { Spec } from './spec.ts';

/** A column that a spec names, and where. */
export type UsedColumn = { readonly name: string; readonly path: readonly (string | number)[] };

/** Every column of the log that a spec uses, in the order of the spec; a name may come twice. */
export function usedColumns(spec: Spec): readonly UsedColumn[] {
  const found: UsedColumn[] = [];
  const add = (name: string | undefined, ...path: (string | number)[]) => {
    if (name !== undefined) found.push({ name, path });
  };
  if (spec.window.size !== 'all') add(spec.window.column, 'window', 'column');
  for (const key of ['prediction', 'score', 'label'] as const) add(spec.columns[key], 'columns', key);
  if (spec.text) {
    const { evaluations, script: _s, language: _l, refusal_phrases: _r, json: _j, ...single } = spec.text;
    for (const [key, name] of Object.entries(single)) add(name, 'text', key);
    evaluations.forEach((name, i) => {
      add(name, 'text', 'evaluations', i);
    });
  }
  for (const kind of ['numeric', 'categorical'] as const)
    spec.features[kind].forEach((name, i) => {
      add(name, 'features', kind, i);
    });
  spec.protected.forEach(({ column }, i) => {
    add(column, 'protected', i, 'column');
  });
  return found;
}
