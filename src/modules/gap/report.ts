import type { DocumentTree } from '#documents/tree.ts';
import { verdicts } from '#kernel/verdict.ts';
import { answerWords, gapKinds } from './answers.ts';
import type { GapResult, ResultLine } from './contract.ts';
import type { reuseOf } from './reuse.ts';

type Reuse = Awaited<ReturnType<typeof reuseOf>>;

/** The gap analysis as a document: what people say beside what records show, who said it, and what can be reused. */
export function gapDocument(
  result: GapResult,
  reuse: Reuse,
  facts: { readonly organisation: string; readonly now: string },
): DocumentTree {
  return {
    title: 'Gap analysis',
    subtitle: 'ISO/IEC 42001:2023: what people say, set beside what the records show',
    organisation: facts.organisation,
    register: 'Gap analysis',
    asOf: result.today,
    language: 'en',
    createdAt: facts.now,
    landscape: true,
    sections: [
      {
        kind: 'keyValues',
        entries: [
          { key: 'Records judged', value: result.basis },
          { key: 'People heard', value: `${result.people} with ${result.answers} answers` },
          ...(Object.keys(gapKinds) as (keyof typeof gapKinds)[])
            .filter((kind) => result.counts[kind] > 0)
            .map((kind) => ({ key: gapKinds[kind].label, value: `${result.counts[kind]}` })),
        ],
      },
      {
        kind: 'paragraph',
        text: 'An answer is a claim of a named person on a day. It proves nothing by itself and changes no verdict; what the records show stands beside it.',
      },
      { kind: 'heading', level: 1, text: 'Requirement by requirement' },
      table(result.lines),
      { kind: 'heading', level: 1, text: 'What people said' },
      claimTable(result.lines),
      { kind: 'heading', level: 1, text: 'What other management systems have already' },
      { kind: 'paragraph', text: reuse.rule },
      reuseTable(reuse),
    ],
  };
}

function table(lines: readonly ResultLine[]): DocumentTree['sections'][number] {
  return {
    kind: 'table',
    title: 'Claims and records',
    columns: [
      { key: 'id', title: 'Requirement', width: 10 },
      { key: 'title', title: 'Title', width: 24 },
      { key: 'claimed', title: 'Said', width: 14 },
      { key: 'verdict', title: 'Records', width: 16 },
      { key: 'sentence', title: 'Side by side', width: 26 },
      { key: 'next', title: 'Next', width: 30 },
    ],
    rows: lines.map((line) => ({
      id: line.id,
      title: line.title,
      claimed: claimedWords(line.claimed),
      verdict: verdicts[line.verdict].label,
      sentence: line.sentence,
      next: line.next,
    })),
  };
}

/** What was said of a requirement as a whole, in words. */
function claimedWords(claimed: ResultLine['claimed']): string {
  if (claimed === 'divided') return 'Divided';
  return claimed === 'not-asked' ? 'Not asked' : answerWords[claimed];
}

function claimTable(lines: readonly ResultLine[]): DocumentTree['sections'][number] {
  return {
    kind: 'table',
    title: 'Answers',
    columns: [
      { key: 'id', title: 'Requirement', width: 10 },
      { key: 'asked', title: 'Question', width: 36 },
      { key: 'who', title: 'Person', width: 16 },
      { key: 'answer', title: 'Answer', width: 12 },
      { key: 'words', title: 'In their words', width: 30 },
      { key: 'evidence', title: 'Evidence named', width: 20 },
      { key: 'on', title: 'On', width: 11 },
    ],
    rows: lines.flatMap((line) =>
      line.claims.map((each) => ({
        id: line.id,
        asked: each.asked,
        who: each.by === 'link' ? `${each.name} (by link)` : each.name,
        answer: each.answer ? answerWords[each.answer] : '',
        words: each.words ?? '',
        evidence: each.evidenceUrl ?? 'None',
        on: each.answeredOn,
      })),
    ),
  };
}

function reuseTable(reuse: Reuse): DocumentTree['sections'][number] {
  return {
    kind: 'table',
    title: 'Reuse',
    columns: [
      { key: 'item', title: 'Item', width: 28 },
      { key: 'from', title: 'Clause', width: 18 },
      { key: 'counted', title: 'Counted for', width: 20 },
      { key: 'start', title: 'A start for', width: 26 },
      { key: 'place', title: 'Kept at', width: 24 },
    ],
    rows: reuse.lines.map(({ item, serves }) => ({
      item: `${item.ref} ${item.title}`,
      from: `${item.framework} ${item.clause}`,
      counted: serves
        .filter((each) => each.counts)
        .map((each) => each.id)
        .join(', '),
      start: serves
        .filter((each) => !each.counts)
        .map((each) => each.id)
        .join(', '),
      place: item.place ?? '',
    })),
  };
}
