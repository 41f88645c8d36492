/** Numbers that look random and are always the same for the same seed: from 0 up to but not including 1. */
export type Random = () => number;

/** A generator from a seed and a name (sfc32 over an FNV-1a hash), so that no slice depends on which others there are. */
export function randomOf(seed: number, name: string): Random {
  let hash = 2_166_136_261 ^ seed;
  for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 16_777_619);
  let [a, b, c, d] = [hash, seed | 0, 0x9e3779b9 | 0, 1];
  const next = () => {
    const t = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 15; i += 1) next();
  return next;
}

/** A standard normal number (Box and Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** How many of n trials succeed: by inversion where few do, else by the rounded normal approximation. */
function binomial(random: Random, n: number, p: number): number {
  if (n === 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomial(random, n, 1 - p);
  const mean = n * p;
  if (mean >= 30) {
    const drawn = Math.round(mean + Math.sqrt(mean * (1 - p)) * normal(random));
    return Math.min(n, Math.max(0, drawn));
  }
  const odds = p / (1 - p);
  let chance = Math.exp(n * Math.log1p(-p));
  let left = random();
  let k = 0;
  while (left > chance && k < n) {
    left -= chance;
    k += 1;
    chance *= (odds * (n - k + 1)) / k;
  }
  return k;
}

/** A sample of the same size with the same chances: the bootstrap of a table of counts. */
export function resample(random: Random, counts: readonly number[]): number[] {
  let left = counts.reduce((sum, each) => sum + each, 0);
  let weight = left;
  return counts.map((count) => {
    const drawn = weight > 0 ? binomial(random, left, count / weight) : 0;
    left -= drawn;
    weight -= count;
    return drawn;
  });
}
