import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { modules } from '#modules/index.ts';
import { inputExample, type JsonSchema } from '#platform/http/examples.ts';
import { jsonSchema } from '#platform/http/openapi.ts';
import { answerWith } from './answer.ts';
import { type ApiPort, allOperations, callApi, operationOf } from './port.ts';

/** Whose records the tools are about, and the way to them. */
export type Caller = { readonly port: ApiPort; readonly org: () => Promise<string> };

const READS = { readOnlyHint: true, openWorldHint: false } as const;
const PROPOSES = { readOnlyHint: false, destructiveHint: false, openWorldHint: false } as const;
const input = z.record(z.string(), z.unknown()).default({});

/** The tools: few, over all operations. They read; what they want written, a person approves in the web app. */
export function addTools(server: McpServer, caller: Caller): void {
  const call = async (id: string, given: Readonly<Record<string, unknown>>) =>
    callApi(caller.port, await caller.org(), { endpoint: operationOf(id).endpoint, input: given });
  addReading(server, call);
  addOperations(server, call);
  addProposing(server, call);
}

type Call = (id: string, input: Readonly<Record<string, unknown>>) => Promise<unknown>;

function addReading(server: McpServer, call: Call): void {
  server.registerTool(
    'search',
    {
      title: 'Search records',
      description: 'Finds records of every kind by words of their title or by their reference.',
      inputSchema: z.object({ words: z.string().min(1).max(200) }),
      annotations: READS,
    },
    ({ words }) => answerWith(() => call('home.search', { q: words })),
  );
  server.registerTool(
    'list_records',
    {
      title: 'List records of one kind',
      description: `Lists records with filters (field to value, such as state: "open" or "level[gte]": "12"), sorted, page by page. Kinds: ${kinds().join(', ')}.`,
      inputSchema: z.object({
        kind: z.string().max(60),
        words: z.string().max(200).optional(),
        filters: z.record(z.string(), z.string()).optional(),
        sort: z.string().max(200).optional().describe('field names, "-" first for descending'),
        limit: z.number().int().min(1).max(100).default(25),
        cursor: z.string().max(2000).optional().describe('"next" of the page before'),
      }),
      annotations: READS,
    },
    ({ kind, words, filters, ...page }) =>
      answerWith(() => call(`${known(kind)}.list`, { ...filters, ...page, ...(words && { q: words }) })),
  );
  server.registerTool(
    'read_record',
    {
      title: 'Read one record',
      description:
        'Reads one record whole, by its id or its reference such as RSK-0042; with its history when asked.',
      inputSchema: z.object({
        kind: z.string().max(60),
        id: z.string().min(1).max(80),
        history: z.boolean().default(false),
      }),
      annotations: READS,
    },
    ({ kind, id, history }) =>
      answerWith(async () => {
        const record = await call(`${known(kind)}.get`, { id });
        return history ? { record, history: await call(`${kind}.history`, { id }) } : record;
      }),
  );
  server.registerTool(
    'explain_conformity',
    {
      title: 'Explain what the records show of a requirement',
      description:
        'Says of one requirement of ISO/IEC 42001 (6.1.3, A.5.2) what the records show, with every gap and proof; without one, of all of them in short. Never that the organisation conforms: that a named person confirms.',
      inputSchema: z.object({ requirement: z.string().max(20).optional() }),
      annotations: READS,
    },
    ({ requirement }) =>
      answerWith(() =>
        requirement ? call('conformity.requirement', { id: requirement }) : call('conformity.check', {}),
      ),
  );
  server.registerTool(
    'readiness',
    {
      title: 'Say what an auditor would raise',
      description: 'Says what an auditor would raise at Stage 1 or Stage 2, and what no rule can judge.',
      inputSchema: z.object({ stage: z.enum(['1', '2']).default('1') }),
      annotations: READS,
    },
    ({ stage }) => answerWith(() => call('readiness.show', { stage })),
  );
}

function addOperations(server: McpServer, call: Call): void {
  server.registerTool(
    'list_operations',
    {
      title: 'List what the product can do',
      description:
        'Lists operations by words of their summary or id: those that read, and those that can be proposed.',
      inputSchema: z.object({ words: z.string().max(100) }),
      annotations: READS,
    },
    ({ words }) =>
      answerWith(async () => {
        const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
        return allOperations()
          .filter(({ kind, endpoint }) => {
            const text = `${endpoint.id} ${endpoint.summary}`.toLowerCase();
            return (kind === 'query' || kind === 'command') && wanted.every((word) => text.includes(word));
          })
          .slice(0, 60)
          .map(({ kind, endpoint }) => ({
            operation: endpoint.id,
            does: endpoint.summary,
            how: kind === 'query' ? 'run_query' : 'propose_change',
          }));
      }),
  );
  server.registerTool(
    'describe_operation',
    {
      title: 'Describe an operation',
      description: 'Says what an operation takes, as JSON Schema and as an example.',
      inputSchema: z.object({ operation: z.string().max(120) }),
      annotations: READS,
    },
    ({ operation }) =>
      answerWith(async () => {
        const { endpoint } = operationOf(operation);
        const takes = jsonSchema(endpoint.input, 'input') as JsonSchema;
        return {
          operation,
          does: endpoint.summary,
          requirements: endpoint.refs ?? [],
          takes,
          example: inputExample(endpoint, takes),
        };
      }),
  );
  server.registerTool(
    'run_query',
    {
      title: 'Run an operation that reads',
      description: 'Runs any operation that only reads, by its id; see list_operations.',
      inputSchema: z.object({ operation: z.string().max(120), input }),
      annotations: READS,
    },
    ({ operation, input: given }) =>
      answerWith(() => {
        const found = operationOf(operation);
        if (found.kind !== 'query' || found.endpoint.answers === 'file')
          throw new AppError('invalid-input', `"${found.endpoint.summary}" is no query that answers data.`, {
            next: 'Use propose_change for what writes.',
          });
        return call(operation, given);
      }),
  );
}

function addProposing(server: McpServer, call: Call): void {
  const wanted = { operation: z.string().max(120), input };
  server.registerTool(
    'preview_change',
    {
      title: 'Say what a change would do',
      description:
        'Rehearses an operation that writes and says each field before and after. Nothing is written.',
      inputSchema: z.object(wanted),
      annotations: READS,
    },
    (given) => answerWith(() => call('proposal.preview', given)),
  );
  server.registerTool(
    'propose_change',
    {
      title: 'Propose a change for a person to approve',
      description:
        'Rehearses an operation that writes and leaves a proposal. Nothing else is written until a person approves it in the web app within seven days. Acts of authority (approve, accept, confirm, issue) cannot be proposed.',
      inputSchema: z.object({
        ...wanted,
        why: z.string().max(2000).optional().describe('for the person who decides'),
        approver: z.string().max(80).optional().describe('the id of a person who may decide too'),
      }),
      annotations: PROPOSES,
    },
    ({ operation, input: given, why, approver }) =>
      answerWith(() =>
        call('proposal.create', {
          operation,
          input: given,
          ...(why !== undefined && { why }),
          ...(approver !== undefined && { approverId: approver }),
        }),
      ),
  );
  server.registerTool(
    'read_proposals',
    {
      title: 'See what became of proposals',
      description: 'Shows one proposal, or the newest ones: waiting, approved, rejected or over.',
      inputSchema: z.object({ id: z.string().max(80).optional() }),
      annotations: READS,
    },
    ({ id }) => answerWith(() => (id ? call('proposal.get', { id }) : call('proposal.list', {}))),
  );
}

function kinds(): readonly string[] {
  const types = new Set(modules.flatMap((module) => module.records).map((record) => record.type));
  return allOperations()
    .map(({ endpoint }) => endpoint.id.split('.'))
    .filter(([type, verb]) => verb === 'list' && types.has(type!))
    .map(([type]) => type!)
    .sort();
}

function known(kind: string): string {
  if (kinds().includes(kind)) return kind;
  throw new AppError('not-found', `There is no kind of record "${kind}".`, {
    next: `Kinds: ${kinds().join(', ')}`,
  });
}
