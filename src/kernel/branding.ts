import { z } from 'zod';
import { msg } from './language.ts';

/** How exported documents look: the name, colour, footer and logo of the house. Null: plain. */
export const branding = z.strictObject({
  /** A line above the title, such as the name of the house. */
  nameLine: z.string().trim().min(1).max(120).nullable(),
  footer: z.string().trim().min(1).max(300).nullable(),
  /** Of headings, as `#rrggbb`; dark enough on white to be read (WCAG 2.2, 1.4.3). */
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, msg('Write the colour as #rrggbb'))
    .refine((colour) => contrastOnWhite(colour) >= 4.5, msg('This colour is too light to be read on white'))
    .nullable(),
  /** A PNG that was looked through, as base64: it travels with the record. */
  logo: z
    .strictObject({
      png: z.string().max(90_000),
      width: z.number().int().min(1).max(2000),
      height: z.number().int().min(1).max(2000),
      /** What it shows, for whoever does not see it. */
      alt: z.string().trim().min(1).max(200),
    })
    .nullable(),
});
export type Branding = z.output<typeof branding>;

/** Contrast of a colour with white, by WCAG: 1 to 21. */
function contrastOnWhite(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
}
