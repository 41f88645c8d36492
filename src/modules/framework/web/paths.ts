/** The page of a requirement, from its reference `framework:id`. */
export function pathOf(ref: string): string {
  const split = ref.indexOf(':');
  return `/frameworks/${ref.slice(0, split)}/${encodeURIComponent(ref.slice(split + 1))}`;
}
