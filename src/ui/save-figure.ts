/** Saves a drawing as a file. Outside the app there are no tokens: every colour is written as it is shown now. */
export function saveSvg(shown: SVGSVGElement, name: string): void {
  const copy = shown.cloneNode(true) as SVGSVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('font-family', getComputedStyle(shown).fontFamily);
  const drawn = shown.querySelectorAll('[fill], [stroke]');
  for (const [i, each] of [...copy.querySelectorAll('[fill], [stroke]')].entries()) {
    const style = getComputedStyle(drawn[i]!);
    for (const property of ['fill', 'stroke'] as const)
      if (each.hasAttribute(property)) each.setAttribute(property, style[property]);
  }
  saveText(new XMLSerializer().serializeToString(copy), 'image/svg+xml', name);
}

/** Saves text as a file. */
export function saveText(text: string, type: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
