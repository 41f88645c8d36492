import { z } from 'zod';

export const text = z.string().min(1);
export const texts = z.array(text);
export const titled = z.looseObject({ id: text, title: text });
export const child = titled.extend({ parent: text.nullable() });

/** `2023`, `2023-12` or `2023-12-18`: publishers are not equally exact. */
const roughDate = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/);

/** What a pack is and how old it is. Own collections have no publisher's address. */
const head = z.object({
  /** The day these bytes were settled; with the id it names the pack for ever. */
  version: z.string().regex(/^\d{4}-\d{2}-\d{2}(\.\d+)?$/),
  title: text,
  edition: text,
  dates: z.strictObject({
    /** Until when sources were looked at. */
    asOf: z.iso.date(),
    published: roughDate.optional(),
    inForce: z.iso.date().optional(),
    applies: z.iso.date().optional(),
    amended: z.iso.date().optional(),
  }),
  publisher: z.object({ name: text, url: z.url().nullable() }),
  notice: text,
});
export type PackHead = z.output<typeof head>;

/** A pack of this id: the head that every pack has, and its content. */
export function pack<Id extends string, Shape extends z.ZodRawShape>(id: Id, content: Shape) {
  return z.looseObject({ id: z.literal(id), ...head.shape, ...content });
}
