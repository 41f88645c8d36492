import type { z } from 'zod';
import type { PackId } from './pack-ids.ts';
import type { packSchemas } from './pack-schemas.ts';
import type { explainability, sectors, technicalDocumentation, themes } from './schemas/own.ts';

/** One version of every pack, by id, and the small files of our own. */
export type Packs = { readonly [I in PackId]: z.output<(typeof packSchemas)[I]> } & {
  readonly themes: z.output<typeof themes>;
  readonly 'technical-documentation': z.output<typeof technicalDocumentation>;
  readonly explainability: z.output<typeof explainability>;
  readonly sectors: z.output<typeof sectors>;
};
