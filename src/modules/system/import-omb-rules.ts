import type { Answer } from '#catalog/pack-schemas.ts';
import { cellOf, OMB, originOf, statedImpact } from './import-omb-columns.ts';
import type { Cells, Proposal } from './import-types.ts';

/** What the whole proposal stands on; written into every record it touches. */
const ASSUMPTION =
  'Proposed as if the system were placed on the Union market as the inventory describes it, with the publishing agency as its deployer. What the inventory does not say stays unknown.';

type Rule = {
  readonly node: string;
  readonly answer: Answer;
  readonly when: RegExp;
  readonly unless?: RegExp;
  readonly why: string;
};

/** Phrases that decide a node. A phrase that is absent decides nothing: the answer stays unknown, never no. */
const RULES: readonly Rule[] = [
  {
    node: 'iii-1',
    answer: 'yes',
    when: /\b(fac(e|ial) (recognition|match|comparison|identification|search)|biometric (identification|match|search|categor)|iris (scan|match)|emotion recognition)/i,
    unless: /\b(unlock|one-to-one|1:1|identity verification only)\b/i,
    why: 'The text speaks of identifying people by biometric data',
  },
  {
    node: 'iii-2',
    answer: 'yes',
    when: /\b(safety component|power grid|electric(ity)? grid|water supply|dam safety|air traffic control|pipeline safety)\b/i,
    why: 'The text speaks of running critical infrastructure safely',
  },
  {
    node: 'iii-3',
    answer: 'yes',
    when: /\b(admission(s)? decision|student (assessment|placement|performance)|proctor|grade (essays|exams)|learning outcomes of (students|pupils))\b/i,
    why: 'The text speaks of access to or assessment in education',
  },
  {
    node: 'iii-4',
    answer: 'yes',
    when: /\b(resum[eé]s?|job applicants?|hiring|recruit(ing|ment)|candidate (screening|ranking|selection)|employee performance (evaluation|monitoring)|promotion decisions?)\b/i,
    unless: /clinical trial|patient recruitment|cohort/i,
    why: 'The text speaks of selecting or evaluating people at work',
  },
  {
    node: 'iii-5',
    answer: 'yes',
    when: /\b(eligib\w+ (for|determin)|disability (claims?|determination|benefit)|benefits? (claims?|eligib\w+|adjudicat\w+)|claims? (adjudicat\w+|processing|decision)|credit ?worthiness|credit scor\w+|emergency call|patient triage|triage of patients)\b/i,
    why: 'The text speaks of access to benefits, credit or emergency help',
  },
  {
    node: 'iii-6',
    answer: 'yes',
    when: /\b(recidivism|predict\w* (crime|criminal|offend)|polygraph|suspects?|person(s)? of interest|criminal (investigat\w+|profil\w+)|license plate reader|gunshot)\b/i,
    why: 'The text speaks of law enforcement against or about persons',
  },
  {
    node: 'iii-7',
    answer: 'yes',
    when: /\b(asylum|visa (application|adjudicat)|immigration (benefit|case|status|enforcement)|border (crossing|security|surveillance)|travell?ers? (risk|vetting|verification|screening)|noncitizen|migrants?|refugee)\b/i,
    why: 'The text speaks of migration, asylum or border control',
  },
  {
    node: 'iii-8',
    answer: 'yes',
    when: /\b(assist\w* (judges|courts)|sentencing|judicial (decision|authorit)|election (outcome|voting))\b/i,
    why: 'The text speaks of courts or elections',
  },
  {
    node: 'i-product',
    answer: 'yes',
    when: /\b(FDA[- ](cleared|approved)|medical device|software as a medical device)\b/i,
    why: 'The text calls it a medical device',
  },
  {
    node: 't-1',
    answer: 'yes',
    when: /\b(chat ?bots?|virtual assistants?|conversational (agent|assistant|AI))\b/i,
    why: 'The text describes a system that talks with people',
  },
  {
    node: 't-2',
    answer: 'yes',
    when: /\b(generative AI|GPT|large language model|LLM|text generation|image generation|draft(s|ing)? (text|emails?|documents?))\b/i,
    why: 'The text describes generated text or images',
  },
  {
    node: 'f-profiling',
    answer: 'yes',
    when: /\b(profil(e|es|ing) of (individuals|persons|people|veterans|patients)|risk scores? (for|of) (individuals|persons|patients|veterans|travell?ers))\b/i,
    why: 'The text speaks of profiles or risk scores of persons',
  },
];

const AREAS = ['iii-1', 'iii-2', 'iii-3', 'iii-4', 'iii-5', 'iii-6', 'iii-7', 'iii-8'] as const;

/** Proposes answers from one row, each with its reason. A person confirms or changes them; until then they count nowhere. */
export function proposeFromOmb(cells: Cells): Proposal {
  const text = [OMB.name, OMB.purpose, OMB.outputs].map((name) => cellOf(cells, name) ?? '').join('\n');
  const answers: Record<string, Answer> = {};
  const reasons: Record<string, string> = {};
  const say = (node: string, answer: Answer, why: string) => {
    answers[node] = answer;
    reasons[node] = why;
  };
  say('s-ai', 'yes', 'The publisher lists it as an AI use case.');
  for (const [node, answer, why] of ASSUMED) say(node, answer, why);
  for (const rule of RULES) {
    const found = rule.when.exec(text);
    if (found && !rule.unless?.test(text)) say(rule.node, rule.answer, `${rule.why}: “${found[0].trim()}”.`);
  }
  officeWork(cells, answers, say);
  return { answers, facts: factsOf(cells), reasons, assumption: ASSUMPTION };
}

const ASSUMED: readonly (readonly [string, Answer, string])[] = [
  ['s-union', 'yes', 'Assumed: placed on the Union market.'],
  ['s-prerelease', 'no', 'Assumed: placed on the market, whatever its stage is today.'],
  ['s-third-authority', 'no', 'Assumed: judged as a public body in the Union would be.'],
  ['s-military', 'no', 'The inventory leaves out defence and intelligence systems.'],
  ['s-personal', 'no', 'An agency uses it, not a private person.'],
];

/** A row from the publisher's own list of common office products, called neither rights- nor safety-impacting, has no Annex III purpose. */
function officeWork(
  cells: Cells,
  answers: Readonly<Record<string, Answer>>,
  say: (node: string, answer: Answer, why: string) => void,
): void {
  const product = cellOf(cells, OMB.commercial)?.trim() ?? '';
  if (
    product === '' ||
    /none of the above/i.test(product) ||
    statedImpact(cellOf(cells, OMB.impact) ?? null) !== 'neither'
  )
    return;
  for (const node of AREAS)
    if (answers[node] === undefined)
      say(node, 'no', `The publisher puts it among common products: “${product.slice(0, 120)}”`);
}

function factsOf(cells: Cells): Record<string, string | string[]> {
  // An agency that has a system developed and puts it into service under its own name is its provider (AI Act Art 3(3)):
  // that somebody else wrote it decides nothing, only development in-house does.
  return {
    bodyKind: 'public-authority',
    ...(originOf(cellOf(cells, OMB.built) ?? null) === 'in-house' && { roles: ['provider', 'deployer'] }),
  };
}
