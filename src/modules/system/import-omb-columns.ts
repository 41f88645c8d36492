/** The columns of the consolidated 2024 federal inventory that carry what a system's record needs. */
export const OMB = {
  name: 'Use Case Name',
  agency: 'Agency Abbreviation',
  bureau: 'Bureau',
  topic: 'Use Case Topic Area',
  commercial: 'Is the AI use case found in the below list of general commercial AI products and services?',
  purpose: 'What is the intended purpose and expected benefits of the AI?',
  outputs: 'Describe the AI system’s outputs.',
  stage: 'Stage of Development',
  impact: 'Is the AI use case rights-impacting, safety-impacting, both, or neither?',
  built:
    'Was the AI system involved in this use case developed (or is it to be developed) under contract(s) or in-house?',
  pii: 'Does this AI use case involve personally identifiable information (PII) that is maintained by the agency?',
  demographic: 'Which, if any, demographic variables does the AI use case explicitly use as model features?',
  assessment: 'Has an AI impact assessment been conducted for this AI use case?',
  tested:
    'Has the AI use case been tested in operational or real-world environments to understand the performance and impact it may have on affected individuals or communities?',
  independent: 'Has an independent evaluation of the AI use case been conducted?',
  monitoring:
    'Is there a process to monitor performance of the AI system’s functionality and changes to its impact on rights or safety as part of the post-deployment plan for the AI use case?',
  notice:
    'How is the agency providing reasonable and timely notice regarding the use of AI when people interact with an AI-enabled service as a result of this AI use case?',
  appeal:
    'Is there an established fallback and escalation process for this AI use case in the event that an impacted individual or group would like to appeal or contest the AI system’s outcome?',
  optOut:
    'Where practicable and consistent with applicable law and governmentwide policy, is there an established mechanism for individuals to opt-out from the AI functionality in favor of a human alternative?',
  autonomy:
    'For this particular use case, can the AI carry out a decision or action without direct human involvement that could result in a significant impact on rights or safety?',
} as const;

/** A cell by the name of its column, trailing blanks and longer endings in the file's header notwithstanding. */
export function cellOf(cells: Readonly<Record<string, string>>, name: string): string | undefined {
  return cells[name] ?? cells[columnOf(Object.keys(cells), name) ?? ''];
}

/** The column that begins like this name. */
export function columnOf(columns: readonly string[], name: string): string | undefined {
  const start = name.trim().slice(0, 80);
  return columns.find((column) => column.trim() === name || column.startsWith(start));
}

/** What the publisher said; nothing is read into an empty cell. */
export function statedImpact(text: string | null): 'rights' | 'safety' | 'both' | 'neither' | 'unstated' {
  const said = text?.toLowerCase() ?? '';
  if (said.startsWith('both')) return 'both';
  if (said.startsWith('rights')) return 'rights';
  if (said.startsWith('safety')) return 'safety';
  return said.startsWith('neither') ? 'neither' : 'unstated';
}

/** Who developed it, by the words the publishers used; "No contract" is in-house, whatever word follows. */
export function originOf(text: string | null): 'in-house' | 'bought' | 'mixed' | 'unknown' {
  const said = text?.toLowerCase() ?? '';
  if (said.includes('both') || said.includes('combination')) return 'mixed';
  if (said.includes('in-house') || said.startsWith('no contract')) return 'in-house';
  return said.includes('contract') ? 'bought' : 'unknown';
}
