import type { DocumentTree } from '#documents/tree.ts';
import { speaker, t, writtenDay } from '#kernel/language.ts';
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
    title: t('Gap analysis'),
    subtitle: t('ISO/IEC 42001:2023: what people say, set beside what the records show'),
    organisation: facts.organisation,
    register: t('Gap analysis'),
    asOf: result.today,
    language: speaker().locale,
    createdAt: facts.now,
    landscape: true,
    sections: [
      {
        kind: 'keyValues',
        entries: [
          { key: t('Records judged'), value: result.basis },
          {
            key: t('People heard'),
            value: t('{people} with {answers, plural, one {# answer} other {# answers}}', {
              people: result.people,
              answers: result.answers,
            }),
          },
          ...(Object.keys(gapKinds) as (keyof typeof gapKinds)[])
            .filter((kind) => result.counts[kind] > 0)
            .map((kind) => ({ key: t(gapKinds[kind].label), value: `${result.counts[kind]}` })),
        ],
      },
      {
        kind: 'paragraph',
        text: t(
          'An answer is a claim of a named person on a day. It proves nothing by itself and changes no verdict; what the records show stands beside it.',
        ),
      },
      { kind: 'heading', level: 1, text: t('Requirement by requirement') },
      table(result.lines),
      { kind: 'heading', level: 1, text: t('What people said') },
      claimTable(result.lines),
      { kind: 'heading', level: 1, text: t('What other management systems have already') },
      { kind: 'paragraph', text: reuse.rule },
      reuseTable(reuse),
    ],
  };
}

function table(lines: readonly ResultLine[]): DocumentTree['sections'][number] {
  return {
    kind: 'table',
    title: t('Claims and records'),
    columns: [
      { key: 'id', title: t('Requirement'), width: 10 },
      { key: 'title', title: t('Title'), width: 24 },
      { key: 'claimed', title: t('Said'), width: 14 },
      { key: 'verdict', title: t('Records'), width: 16 },
      { key: 'sentence', title: t('Side by side'), width: 26 },
      { key: 'next', title: t('Next'), width: 30 },
    ],
    rows: lines.map((line) => ({
      id: line.id,
      title: line.title,
      claimed: claimedWords(line.claimed),
      verdict: t(verdicts[line.verdict].label),
      sentence: line.sentence,
      next: line.next,
    })),
  };
}

/** What was said of a requirement as a whole, in words. */
function claimedWords(claimed: ResultLine['claimed']): string {
  if (claimed === 'divided') return t('Divided');
  return claimed === 'not-asked' ? t('Not asked') : t(answerWords[claimed]);
}

function claimTable(lines: readonly ResultLine[]): DocumentTree['sections'][number] {
  return {
    kind: 'table',
    title: t('Answers'),
    columns: [
      { key: 'id', title: t('Requirement'), width: 10 },
      { key: 'asked', title: t('Question'), width: 36 },
      { key: 'who', title: t('Person'), width: 16 },
      { key: 'answer', title: t('Answer'), width: 12 },
      { key: 'words', title: t('In their words'), width: 30 },
      { key: 'evidence', title: t('Evidence named'), width: 20 },
      { key: 'on', title: t('On'), width: 11 },
    ],
    rows: lines.flatMap((line) =>
      line.claims.map((each) => ({
        id: line.id,
        asked: each.asked,
        who: each.by === 'link' ? t('{name} (by link)', { name: each.name }) : each.name,
        answer: each.answer ? t(answerWords[each.answer]) : '',
        words: each.words ?? '',
        evidence: each.evidenceUrl ?? t('None'),
        on: writtenDay(each.answeredOn),
      })),
    ),
  };
}

function reuseTable(reuse: Reuse): DocumentTree['sections'][number] {
  return {
    kind: 'table',
    title: t('Reuse'),
    columns: [
      { key: 'item', title: t('Item'), width: 28 },
      { key: 'from', title: t('Clause'), width: 18 },
      { key: 'counted', title: t('Counted for'), width: 20 },
      { key: 'start', title: t('A start for'), width: 26 },
      { key: 'place', title: t('Kept at'), width: 24 },
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
