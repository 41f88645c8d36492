/**
 * How strong a cell is drawn, on a ramp of one hue.
 * @returns 0 for an empty cell, 1 to 4 by its share of the fullest one
 */
export function heatStep(count: number, most: number): 0 | 1 | 2 | 3 | 4 {
  if (count <= 0) return 0;
  return Math.min(4, Math.max(1, Math.ceil((4 * count) / most))) as 1 | 2 | 3 | 4;
}

/** The classes of a cell that draw the line of the appetite: at the left and below the cells that are above it. Pure. */
export function appetiteEdges(likelihood: number, consequence: number, appetite: number): string | undefined {
  if (likelihood * consequence <= appetite) return undefined;
  const left = consequence > 1 && likelihood * (consequence - 1) <= appetite ? 'edge-left' : '';
  const below = likelihood > 1 && (likelihood - 1) * consequence <= appetite ? 'edge-below' : '';
  return ['above', left, below].filter(Boolean).join(' ');
}
