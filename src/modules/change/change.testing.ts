import { expect } from 'vitest';
import { SUGGESTED } from '#modules/risk/queries.ts';
import type { TestApp } from '#test/testkit/app.ts';

/** Hands on an instance with AI systems that have a base model, a confirmed classification and an assessed risk. */
export async function changeStage(app: TestApp) {
  const officer = app.as('governance-officer');
  const engineer = app.as('ai-engineer');
  const manager = app.as('risk-manager');
  const top = app.as('top-management');
  expect((await top.post('/risk-criteria', SUGGESTED)).status).toBe(200);

  async function assessed(systemId: string, title: string, likelihood = 2) {
    const { body: made } = await manager.post('/risks', {
      kind: 'risk',
      title,
      ownerId: manager.personId,
      impactDimensions: [],
    });
    await manager.post(`/risks/${made.id}/systems`, { systemIds: [systemId] });
    const answer = await manager.post(`/risks/${made.id}/assess`, { version: 1, likelihood, consequence: 2 });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body;
  }

  async function confirmed(systemId: string) {
    const { body: before } = await officer.get(`/systems/${systemId}`);
    const answer = await officer.post(`/systems/${systemId}/classification/confirm`, {
      version: before.version,
      reason: 'The rest is asked later',
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body;
  }

  async function system(name: string) {
    const { body: model } = await engineer.post('/models', {
      name: `${name} base`,
      modelVersion: '1.0',
      origin: 'bought',
    });
    const { body: made } = await engineer.post('/systems', {
      name,
      purpose: 'Sorts applications',
      intendedUse: 'By recruiters',
      ownerId: engineer.personId,
    });
    await engineer.post(`/systems/${made.id}/links`, { kind: 'uses-model', to: model.id });
    const classified = await officer.post(`/systems/${made.id}/classification`, {
      version: 1,
      answers: { 's-ai': 'yes' },
      facts: {},
    });
    expect(classified.status, JSON.stringify(classified.body)).toBe(200);
    const confirmedSystem = await confirmed(made.id);
    return { model, system: confirmedSystem, risk: await assessed(made.id, `${name} ranks one group lower`) };
  }

  return {
    officer,
    engineer,
    manager,
    top,
    system,
    assessed,
    confirmed,
    /** Why a record is to be looked at again. */
    staleOf: async (id: string) =>
      (await officer.get(`/records/${id}/stale`)).body.marks as {
        dependent: string;
        cause: string;
        seq: number;
        part: string | null;
        changeRef: string | null;
      }[],
    newVersion: async (id: string, modelVersion: string) => {
      const { body: before } = await engineer.get(`/models/${id}`);
      const answer = await engineer.patch(`/models/${id}`, { version: before.version, modelVersion });
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      return answer.body;
    },
    recognise: async () => (await officer.post('/system-changes/recognise')).body.recognised as number,
    /** The newest change of a record. */
    changeOf: async (subjectId: string) => {
      const { body } = await officer.get(`/system-changes?subjectId=${subjectId}&sort=-ref`);
      return body.rows[0];
    },
  };
}
