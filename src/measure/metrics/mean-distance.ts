/** The mean of |d| where d runs straight from a to b. */
export function meanDistance(a: number, b: number): number {
  const [x, y] = [Math.abs(a), Math.abs(b)];
  if (x + y === 0) return 0;
  return a * b >= 0 ? (x + y) / 2 : (x * x + y * y) / (2 * (x + y));
}
