import { cellOf, columnOf, OMB, originOf, statedImpact } from './import-omb-columns.ts';
import { proposeFromOmb } from './import-omb-rules.ts';
import type { Layout } from './import-types.ts';

/** The 2024 inventory of AI use cases of United States federal agencies, as published in one file. */
export const ombLayout: Layout = {
  id: 'omb-2024',
  title: 'Federal AI use case inventory 2024',
  recognises: (columns) =>
    [OMB.name, OMB.agency, OMB.stage, OMB.impact].every((name) => columns.includes(name)),
  mapping: (columns) => ({
    layout: 'omb-2024',
    key: [OMB.agency, OMB.bureau, OMB.name],
    fields: {
      name: OMB.name,
      purpose: OMB.purpose,
      stage: OMB.stage,
      agency: OMB.agency,
      bureau: OMB.bureau,
      statedImpact: OMB.impact,
      bought: columnOf(columns, OMB.built) ?? OMB.built,
    },
  }),
  read: (cells) => {
    const text = (name: string) => cellOf(cells, name)?.trim() || null;
    return {
      name: text(OMB.name) ?? '',
      // Its outputs stay among the source's own words: they say what comes out, not who uses it for what (A.9.4).
      purpose: text(OMB.purpose)?.slice(0, 8000) ?? null,
      agency: text(OMB.agency),
      bureau: text(OMB.bureau)?.slice(0, 200) ?? null,
      sector: 'government',
      stage: STAGES[text(OMB.stage) ?? ''] ?? null,
      statedImpact: statedImpact(text(OMB.impact)),
      bought: originOf(text(OMB.built)),
      dataCategories: text(OMB.pii)?.toLowerCase() === 'yes' ? ['personal'] : [],
      sourceFields: Object.fromEntries(
        Object.entries(cells)
          .filter(([, value]) => value.trim() !== '')
          .map(([column, value]) => [column.slice(0, 80), value.slice(0, 8000)]),
      ),
    };
  },
  propose: (cells) => proposeFromOmb(cells),
};

const STAGES: Readonly<
  Record<
    string,
    'inception' | 'design-development' | 'verification-validation' | 'operation-monitoring' | 'retirement'
  >
> = {
  Ideation: 'inception',
  Planned: 'inception',
  Initiated: 'inception',
  'Acquisition and/or Development': 'design-development',
  'Implementation and Assessment': 'verification-validation',
  'Operation and Maintenance': 'operation-monitoring',
  Retired: 'retirement',
  'In production': 'operation-monitoring',
  'In mission': 'operation-monitoring',
};
