import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoSystems } from '#apps/server/demo/data.ts';
import { PERSONAL, PERSONAL_DATA, TYPED } from '#modules/impact/assessed.fixture.ts';
import { categories, parties } from '#modules/impact/contract.ts';
import { holdsAccessible } from '#test/testkit/accessible.ts';
import { type BrowserStage, openDemoStage } from '#test/testkit/browser-stage.ts';
import { downloaded } from '#test/testkit/downloaded.ts';

let stage: BrowserStage;
let page: BrowserStage['page'];
let open: BrowserStage['open'];
/** Paths that are known only once the demo organisation stands. */
const places = new Map<string, string>();
beforeAll(async () => {
  stage = await openDemoStage();
  ({ page, open } = stage);
  await find();
});
afterAll(() => stage?.close());

/** The questions of the interview that are answered by hand. */
const ANSWERED = new Set(['q-stage', 'q-context', 'q-oversight']);

let helene: Awaited<ReturnType<BrowserStage['invite']>>;

type Row = {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly systemId: string;
  readonly version: number;
};

async function rows(path: string): Promise<readonly Row[]> {
  const org = new URL(page.url()).pathname.split('/')[1];
  const answer = await page.request.get(`${stage.server.url}/api/orgs/${org}${path}`);
  return ((await answer.json()) as { rows: readonly Row[] }).rows;
}

/** What is not shown by hand is sent as the pages send it, by the person who is signed in. */
async function send(path: string, data: object): Promise<{ id: string; version: number; riskId: string }> {
  const org = new URL(page.url()).pathname.split('/')[1];
  const answer = await page.request.post(`${stage.server.url}/api/orgs/${org}${path}`, {
    data,
    headers: { origin: stage.server.url },
  });
  if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
  return answer.json();
}

/** The decision of top management. The dialog speaks of the checkpoint too: it has to be gone before one is looked for. */
async function approve(decision: string, reason: string): Promise<void> {
  await helene.page.getByRole('button', { name: 'Approve the assessment' }).click();
  const dialog = helene.page.getByRole('dialog');
  await dialog.getByLabel('Decision').click();
  await helene.page.getByRole('option', { name: decision, exact: true }).click();
  await dialog.getByLabel('Reason, and conditions').fill(reason);
  await dialog.getByRole('button', { name: 'Approve the assessment' }).click();
  await dialog.waitFor({ state: 'detached' });
  await helene.page.getByText('Sealed by a checkpoint', { exact: true }).waitFor();
}

/** Owned, and classified as the selection of applicants that it is. */
async function classify(): Promise<void> {
  const [system] = await rows('/systems?q=CV%20screening');
  const { answers, facts } = demoSystems.find((each) => each.key === 'cv')!;
  const answered = await send(`/systems/${system!.id}/classification`, {
    version: system!.version,
    answers,
    facts: { ...facts, bodyKind: 'private-other' },
  });
  await send(`/systems/${system!.id}/classification/confirm`, {
    version: answered.version,
    reason: 'Annex III point 4: selection of applicants.',
  });
}

async function find(): Promise<void> {
  const list = await rows('/impacts?limit=100');
  for (const state of ['draft', 'in-review', 'approved', 'under-watch', 'superseded'])
    places.set(state, list.find((each) => each.state === state)!.id);
  places.set('system', list[0]!.systemId);
  const watched = places.get('under-watch')!;
  places.set('entry', (await rows(`/impact-entries?impactId=${watched}&kind=negative`))[0]!.id);
  places.set('indicator', (await rows('/indicators'))[0]!.id);
}

describe('an AI system that ranks applicants is assessed end to end by two people', () => {
  test('it is written down, taken into the scope, and screened in two minutes', async () => {
    await open('/systems?add=yes');
    await page
      .getByRole('dialog')
      .getByLabel('Name', { exact: true })
      .fill('CV screening of night shift applicants');
    await page
      .getByRole('dialog')
      .getByLabel('Purpose', { exact: true })
      .fill('Puts applications in an order');
    await page.getByRole('dialog').getByRole('button', { name: 'Add the AI system' }).click();
    await page.getByRole('heading', { name: 'CV screening of night shift applicants' }).waitFor();
    await page.getByRole('button', { name: 'Take into the scope' }).click();
    await page.getByRole('button', { name: 'Take it in' }).click();
    await page.getByText('In scope').first().waitFor();
    await page.getByRole('link', { name: 'not done yet' }).click();
    const question = page.getByRole('group', { name: /Can a result change/ });
    await question.getByRole('button', { name: 'Yes', exact: true }).click();
    await page.locator('.mark').filter({ hasText: 'Full assessment' }).waitFor();
  });

  test('its interview is answered by keyboard, saves while one types, and comes back to the same place', async () => {
    await open('/systems?q=CV%20screening');
    await page
      .getByRole('link', { name: /CV screening/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Begin the assessment' }).click();
    await page
      .locator('.aside')
      .filter({ hasText: 'Impact assessment' })
      .getByRole('link', { name: 'Version 1' })
      .click();
    await page.getByRole('link', { name: 'Go on with the interview' }).first().click();
    places.set('cv', new URL(page.url()).pathname.split('/')[3]!);
    await open(`/impacts/${places.get('cv')}/interview?question=q-stage`);
    await page.getByRole('button', { name: /^New system/ }).focus();
    await page.keyboard.press('1');
    await page.getByText('Saved').waitFor();
    await open(`/impacts/${places.get('cv')}/interview?question=q-context`);
    await page.getByLabel('Your answer', { exact: true }).last().fill('Recruiting office of a care company');
    await page.getByText('Saved').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: /In which countries/ }).waitFor();
    await open(`/impacts/${places.get('cv')}/interview`);
    await page.getByRole('heading', { name: /In which countries/ }).waitFor();
  });

  test('two people in one assessment lose nothing; of the same question both answers are shown until one is chosen', async () => {
    const mira = await stage.invite({
      name: 'Mira Sandoval',
      email: 'mira@example.org',
      role: 'AI engineer',
    });
    const path = `/impacts/${places.get('cv')}/interview?question=q-oversight`;
    await open(path);
    await page.getByRole('heading', { name: /Who watches/ }).waitFor();
    await mira.open(path);
    const theirs = mira.page;
    await theirs.getByRole('heading', { name: /Who watches/ }).waitFor();
    await theirs.getByRole('textbox', { name: 'Your answer' }).fill('Two recruiters, trained each year');
    await theirs.getByText('Saved').waitFor();
    await page.getByRole('textbox', { name: 'Your answer' }).fill('A second reader for every rejection');
    await page.getByText('Mira Sandoval answered this meanwhile.').waitFor();
    await page.getByRole('alert').getByText('Two recruiters, trained each year').waitFor();
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await page.getByText('Saved').waitFor();
    await theirs.reload();
    await theirs.getByText('A second reader for every rejection').waitFor();
  });

  test('harm and its absence are stated in the matrix', async () => {
    await open(`/impacts/${places.get('cv')}/interview?question=q-individual-harm`);
    await page.getByRole('button', { name: /^Fairness and non-discrimination, Groups/ }).click();
    const drawer = page.getByRole('dialog').first();
    await drawer.getByRole('button', { name: 'Add harm' }).click();
    const dialog = page.getByRole('dialog').last();
    await dialog.getByLabel('Who exactly').fill('Applicants with certificates from abroad');
    await dialog.getByLabel('What happens to them').fill('They stand lower than equal others');
    await dialog.getByLabel('Likelihood', { exact: true }).click();
    await page.getByRole('option', { name: '3 Possible' }).click();
    await dialog.getByLabel('Severity', { exact: true }).click();
    await page.getByRole('option', { name: '4 Major' }).click();
    await dialog.getByRole('button', { name: 'Add the harm' }).click();
    await drawer.getByText('level 12').waitFor();
    await drawer.getByRole('button', { name: 'State that there is none' }).click();
    await page.getByRole('dialog').last().getByLabel('Why there is none').fill('Looked at in the workshop');
    await page.getByRole('dialog').last().getByRole('button', { name: 'State it' }).click();
    await drawer.getByText('Nothing good').waitFor();
    await page.keyboard.press('Escape');
    await page
      .getByRole('button', {
        name: /^Fairness and non-discrimination, Groups: 1 harm, level 12, nothing good/,
      })
      .waitFor();
  });

  test('what is left of it is answered, one hands it in, the other accepts what remains and approves', async () => {
    const cv = places.get('cv')!;
    await classify();
    for (const [question, value] of Object.entries({ ...TYPED, ...PERSONAL_DATA, ...PERSONAL }))
      if (!ANSWERED.has(question)) await send(`/impacts/${cv}/answers/${question}`, { value });
    await send(`/impacts/${cv}/entries`, {
      ...{ category: 'fairness', party: 'individuals', kind: 'positive', likelihood: 4, severity: 2 },
      ...{ who: 'Applicants without a network', description: 'They are read at all', vulnerable: null },
    });
    for (const category of categories)
      await send(`/impacts/${cv}/none`, {
        category,
        parties: [...parties],
        kinds: ['negative', 'positive'],
        reason: 'Looked at in the workshop; nothing was found.',
      });
    await send('/consultations', { impactId: cv, title: 'Works council', said: 'They want a second reader' });
    const harm = (await rows(`/impact-entries?impactId=${cv}&kind=negative`))[0]!;
    const { riskId } = await send(`/impact-entries/${harm.id}/risks`, { title: 'Unequal ranking' });
    const { id } = await send(`/risks/${riskId}/treatments`, { title: 'Second reader' });
    await send(`/impact-entries/${harm.id}/measures`, { measureIds: [id] });
    await open('/systems?q=CV%20screening');
    await page
      .getByRole('link', { name: /CV screening/ })
      .first()
      .click();
    await page.getByRole('combobox', { name: 'Owner' }).click();
    await page.getByRole('option', { name: 'Anna Berg' }).click();
    await page.getByText('Saved').first().waitFor();

    // The data protection officer advises; one hands in, top management decides.
    const adviser = await stage.invite({
      name: 'Ines Roth',
      email: 'ines@example.org',
      role: 'Data protection officer',
    });
    await adviser.open(`/impacts/${cv}/interview?question=q-dpo`);
    await adviser.page.getByRole('button', { name: 'Give your advice' }).click();
    await adviser.page.getByLabel('Advice, and what was done with it').fill('Leave out the free text');
    await adviser.page.getByRole('button', { name: 'Give the advice' }).click();
    await adviser.page.getByText('Leave out the free text').first().waitFor();
    await adviser.open(`/impacts/${cv}/interview?question=q-consultation`);
    await adviser.page.getByRole('button', { name: 'Decide on prior consultation' }).click();
    await adviser.page.getByRole('combobox', { name: 'Decision' }).click();
    await adviser.page.getByRole('option', { name: 'No high risk would remain' }).click();
    await adviser.page.getByRole('dialog').getByLabel('Reason').fill('A second reader catches it');
    await adviser.page.getByRole('button', { name: 'Decide', exact: true }).click();
    await adviser.page.getByText('A second reader catches it').first().waitFor();

    await open(`/impacts/${cv}`);
    await page.getByText('Everything that applies is answered.').waitFor();
    await page.getByRole('button', { name: 'Hand it in for review' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Hand it in' }).click();
    await page.getByText('In review').first().waitFor();

    helene = await stage.invite({
      name: 'Dr. Helene Vogt',
      email: 'helene@example.org',
      role: 'Top management',
    });
    await helene.open(`/impact-entries/${harm.id}`);
    const top = helene.page;
    await top.getByRole('button', { name: 'Accept what remains' }).click();
    await top.getByRole('dialog').getByLabel('Reason').fill('The second reader makes it rare');
    await top.getByRole('dialog').getByRole('button', { name: 'Accept what remains' }).click();
    await top.getByText('The second reader makes it rare').first().waitFor();
    await helene.open(`/impacts/${cv}`);
    await approve('Go', 'The benefit outweighs');
  });

  test('another one goes with conditions, is sealed, and exported', async () => {
    await helene.open(`/impacts/${places.get('in-review')}`);
    const top = helene.page;
    await top.getByRole('heading', { name: 'Before a go' }).waitFor();
    await top.getByRole('link', { name: /help comes late/ }).click();
    await top.getByRole('button', { name: 'Accept what remains' }).click();
    await top.getByRole('dialog').getByLabel('Reason').fill('Dispatcher and alarm make it rare');
    await top.getByRole('dialog').getByRole('button', { name: 'Accept what remains' }).click();
    await top.getByText('Dispatcher and alarm make it rare').first().waitFor();
    await helene.open(`/impacts/${places.get('in-review')}`);
    await approve('Go, with conditions', 'The alarm is tested each week');
    const download = await downloaded(top.getByRole('link', { name: 'PDF' }).first());
    expect(download.suggestedFilename()).toMatch(/^aisia-aia-\d+\.pdf$/);
  });

  test('many AI systems are screened at once: the preview says what will happen, then it happens', async () => {
    await open('/impacts/screening?scope=proposed');
    await page.getByText(/wait for answers/).waitFor();
    await page.getByText('Answers that hold for all of them').click();
    for (const question of [
      /Can a result change/,
      /Can somebody be hurt/,
      /weaker position/,
      /special categories/,
      /personal data at all/,
    ])
      await page.getByLabel(question).selectOption('no');
    await page.getByLabel('How you know it of all of them').fill('Tools for staff, without data on people');
    await page.getByText(/\d none/).waitFor();
    await page.getByRole('button', { name: /^Screen \d+ AI systems?$/ }).click();
    await page.getByText(/looked at\.$/).waitFor();
  });

  test('the next version is begun, says what was taken over, and shows what differs', async () => {
    await open(`/impacts/${places.get('approved')}/difference`);
    await page.getByText('Version 2 against version 1').waitFor();
    await page.locator('ins').first().waitFor();
    await open(`/impacts/${places.get('under-watch')}`);
    await page.getByRole('button', { name: 'Begin the next version' }).click();
    await page.getByLabel('What changed').fill('Another base model');
    await page.getByRole('dialog').getByRole('button', { name: 'Begin the next version' }).click();
    await page.waitForURL(/interview/);
    await open(`${new URL(page.url()).pathname.replace(/^\/[^/]+/, '')}?question=q-context`);
    await page.getByText(/Taken over from the version before/).waitFor();
    await page.getByRole('button', { name: 'It still holds' }).click();
    await page.getByText(/^Answered by/).waitFor();
  });
});

describe.each([
  ['/impacts', () => '/impacts'],
  ['/impacts/criteria', () => '/impacts/criteria'],
  ['/impacts/screening', () => '/impacts/screening'],
])('%s', (_name, path) => {
  test('says no word that only a person may say', async () => {
    await open(path());
    expect(await page.getByText(/compliant|certified|100 %/i).count()).toBe(0);
  });
});

const dynamic = (template: string) =>
  template.replace(/\{(\S+?)\}/, (_, key: string) => places.get(key) ?? key);
const ROUTES = [
  '/impacts',
  '/impacts/criteria',
  '/impacts/screening',
  '/impacts/screening/{system}',
  '/impacts/{draft}',
  '/impacts/{in-review}',
  '/impacts/{under-watch}',
  '/impacts/{superseded}',
  '/impacts/{draft}/interview',
  '/impacts/{draft}/interview?question=q-individual-harm',
  '/impacts/{under-watch}/interview?question=q-topics',
  '/impacts/{draft}/interview?question=q-dpo',
  '/impacts/{approved}/difference',
  '/impacts/{under-watch}/summary',
  '/impact-entries/{entry}',
  '/indicators/{indicator}',
];

holdsAccessible(() => ({ ...stage, open: (path: string) => open(dynamic(path)) }), ROUTES);

test('nothing is ever asked of another site', () => {
  expect(stage.foreign).toEqual([]);
});
