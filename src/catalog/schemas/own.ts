import { z } from 'zod';
import { text, texts, titled } from './shared.ts';

/** Which control belongs to which of the four themes (R099 to R126): the authors' reading, not the standard's. */
export const themes = z.object({
  id: text,
  note: text,
  basis: z.literal('opinion'),
  themes: z.array(z.object({ id: text, title: text, controls: texts.min(1) })).length(4),
});

/** The nine sectors of R183. */
export const sectors = z.object({ id: text, note: text, sectors: z.array(titled).length(9) });
