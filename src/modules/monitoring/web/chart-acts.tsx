import { Button } from '@mantine/core';
import type { RefObject } from 'react';
import { t } from '#kernel/language.ts';
import { csvOf } from '#ui/csv.ts';
import { saveSvg, saveText } from '#ui/save-figure.ts';

/** A drawing and its figures to take away. */
export function ChartActs({
  svg,
  name,
  rows,
}: {
  readonly svg: RefObject<SVGSVGElement | null>;
  readonly name: string;
  readonly rows: () => readonly (readonly (string | number | null)[])[];
}) {
  const file = name.replaceAll(/[^a-z0-9]+/gi, '-').replaceAll(/^-|-$/g, '');
  return (
    <span className="dialog-acts noprint">
      <Button
        variant="default"
        size="compact-xs"
        onClick={() => svg.current && saveSvg(svg.current, `${file}.svg`)}
      >
        {t('Save as SVG')}
      </Button>
      <Button
        variant="default"
        size="compact-xs"
        onClick={() => saveText(csvOf(rows()), 'text/csv', `${file}.csv`)}
      >
        {t('Save as CSV')}
      </Button>
    </span>
  );
}
