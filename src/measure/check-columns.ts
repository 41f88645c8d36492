import type { Log } from './engine.ts';
import { nearest } from './nearest.ts';
import type { Spec } from './spec.ts';
import { usedColumns } from './used-columns.ts';

/** One column that the spec names and the log does not have, or has otherwise. */
export type ColumnProblem = { readonly path: readonly (string | number)[]; readonly message: string };

/** Holds the columns of a spec against those of the log. */
export function checkColumns(spec: Spec, log: Log): readonly ColumnProblem[] {
  const names = [...log.columns.keys()];
  return usedColumns(spec).flatMap(({ name, path }) => {
    const type = log.columns.get(name);
    if (type === undefined) {
      const close = nearest(name, names);
      return [
        { path, message: `The log has no column "${name}"${close ? `; did you mean "${close}"?` : '.'}` },
      ];
    }
    return /STRUCT|MAP|\[\]|LIST|JSON|BLOB/i.test(type)
      ? [{ path, message: `The column "${name}" is of type ${type}; a column of single values is needed.` }]
      : [];
  });
}
