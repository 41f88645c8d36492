import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holdsAccessible } from '#test/testkit/accessible.ts';
import { type BrowserStage, demoDay, openDemoStage } from '#test/testkit/browser-stage.ts';
import { downloaded } from '#test/testkit/downloaded.ts';

let stage: BrowserStage;
let page: BrowserStage['page'];
let open: BrowserStage['open'];
beforeAll(async () => {
  stage = await openDemoStage();
  ({ page, open } = stage);
});
afterAll(() => stage?.close());

type Screen = Pick<BrowserStage, 'page' | 'open'>;

/** Fills the dialog that is open and presses its button. */
async function answer(screen: Screen['page'], texts: Readonly<Record<string, string>>, verb: string) {
  const dialog = screen.getByRole('dialog');
  for (const [label, text] of Object.entries(texts))
    await dialog.getByLabel(label, { exact: true }).fill(text);
  await dialog.getByRole('button', { name: verb, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

async function choose(screen: Screen['page'], label: string, option: string) {
  await screen.getByRole('dialog').getByLabel(label, { exact: true }).click();
  await screen.getByRole('option', { name: option, exact: true }).click();
}

describe('a major nonconformity', () => {
  let tomasz: Screen;
  let url: string;

  test('is written down, graded, corrected and analysed by one person', async () => {
    tomasz = await stage.invite({
      name: 'Tomasz Zwei',
      email: 'tomasz@example.org',
      role: 'Quality manager',
    });
    await open('/nonconformities?add=yes');
    await answer(page, { 'In one line': 'Letters went out without a second reader' }, 'Write it down');
    await page.getByRole('heading', { name: 'Letters went out without a second reader' }).waitFor();
    url = new URL(page.url()).pathname.split('/').slice(2).join('/');
    await page.getByRole('button', { name: 'Grade it' }).click();
    await page
      .getByRole('group', { name: /missing as a whole/ })
      .getByLabel('Yes')
      .check();
    await page.getByRole('dialog').getByRole('button', { name: 'Grade it' }).click();
    await page.locator('.standing').getByText('Major').waitFor();
    for (const [label, text] of [
      ['What is wrong', 'A second reader is to look at every rejection.'],
      ['Objective evidence', 'Log of week 41.'],
      ['Other requirement', 'Rule 7 of the recruiting office'],
    ] as const) {
      await page.getByLabel(label, { exact: true }).fill(text);
      await page.keyboard.press('Tab');
      await page.getByText('Saved', { exact: true }).first().waitFor();
    }
    await correct(page);
    await cause(page, 'Nobody stands in for a reader');
    await page.getByRole('img', { name: /From the nonconformity down to its cause/ }).waitFor();
    await page.getByRole('img', { name: /Possible causes by category/ }).waitFor();
  });

  test('is searched for similar cases, planned, and approved by a second person', async () => {
    await similar(page);
    await plan(page);
    expect(await page.getByRole('button', { name: 'Approve the plan' }).getAttribute('title')).toContain(
      'second person approves',
    );
    await approve();
    await carryOut(page);
  });

  test('is found ineffective by the second person and reopened, with its round readable', async () => {
    await judge('Ineffective', 'Two more letters went out.');
    await tomasz.page.locator('.standing').getByText('Reopened').waitFor();
    await tomasz.page.getByRole('heading', { name: 'Earlier rounds' }).waitFor();
    await tomasz.page.getByText('Two more letters went out.').first().waitFor();
  });

  test('goes through a second round, is found effective and closed by the second person, not by its owner', async () => {
    await open(`/${url}`);
    await page.getByRole('combobox', { name: 'Owner', exact: true }).click();
    await page.getByRole('option', { name: 'Anna Berg', exact: true }).click();
    await page.getByText('Saved', { exact: true }).first().waitFor();
    await correct(page);
    await cause(page, 'The ranker sends without a signature');
    await similar(page);
    await plan(page);
    await approve();
    await carryOut(page);
    await judge('Effective', 'No letter without a signature.');
    await open(`/${url}`);
    expect(
      await page.getByRole('button', { name: 'Close the nonconformity' }).getAttribute('title'),
    ).toContain('second person closes');
    await page.getByRole('button', { name: 'Say what changes' }).click();
    await choose(page, 'Risks', 'Nothing has to change');
    await choose(page, 'Management system', 'Nothing has to change');
    await answer(
      page,
      { 'Which, or why none': 'It is in the register.', 'What, or why nothing': 'The rule stands.' },
      'Record it',
    );
    await tomasz.open(`/${url}`);
    await tomasz.page.getByRole('button', { name: 'Close the nonconformity' }).click();
    await answer(tomasz.page, {}, 'Close the nonconformity');
    await tomasz.page.getByText(/Closed by Tomasz Zwei/).waitFor();
    const download = await downloaded(tomasz.page.getByRole('link', { name: 'DOCX' }));
    expect(download.suggestedFilename()).toMatch(/^ncr-\d+\.docx$/);
  });

  async function correct(of: Screen['page']) {
    await of.getByRole('button', { name: 'Record the correction' }).first().click();
    await answer(
      of,
      { 'What was done': 'Letters are held back.', Consequences: 'All rejections were read again.' },
      'Record the correction',
    );
    await of.locator('.standing').getByText('Corrected, cause open').waitFor();
  }

  async function cause(of: Screen['page'], why: string) {
    await of.getByLabel(/^Why did it happen/).fill(`Haste\n${why}`);
    await of.getByLabel('People', { exact: true }).fill('Two readers for all sites');
    await of.getByLabel('Data', { exact: true }).focus();
    await of.getByRole('img', { name: /Possible causes by category/ }).waitFor();
    await of.getByRole('button', { name: 'State the cause' }).first().click();
    await choose(of, 'Kind of cause', 'People');
    await answer(of, { Cause: why }, 'State the cause');
    await of.locator('.standing').getByText('Cause found').waitFor();
  }

  async function similar(of: Screen['page']) {
    await of.getByRole('button', { name: 'Search for similar cases' }).click();
    await of.getByText(/^Searched nonconformities, risks and AI systems/).waitFor();
    await of
      .getByRole('checkbox', { name: /^Looked at / })
      .first()
      .check();
    await of.getByLabel('What you found, and what follows').fill('The claims desk has readers.');
    await of.getByRole('button', { name: 'Record the search' }).click();
    await of.getByRole('button', { name: 'Record the search' }).waitFor({ state: 'detached' });
  }

  async function plan(of: Screen['page']) {
    await of.getByRole('button', { name: 'Plan a corrective action' }).click();
    await choose(of, 'Owner', 'Anna Berg');
    await answer(of, { 'What will be done': 'Hold letters until signed', By: demoDay() }, 'Plan it');
    await of.getByRole('button', { name: 'Choose how it is judged' }).click();
    await choose(of, 'Judged by', 'Tomasz Zwei');
    await answer(
      of,
      { Method: 'Read the log of a week', Criterion: 'No letter without a signature', On: demoDay() },
      'Settle it',
    );
  }

  async function approve() {
    await tomasz.open(`/${url}`);
    await tomasz.page.getByRole('button', { name: 'Approve the plan' }).click();
    await answer(tomasz.page, {}, 'Approve the plan');
    await tomasz.page.locator('.standing').getByText('Plan approved').waitFor();
  }

  async function carryOut(of: Screen['page']) {
    await open(`/${url}`);
    await of.getByRole('link', { name: /Hold letters until signed/ }).click();
    await of.getByRole('button', { name: 'Start the corrective action' }).click();
    await of.getByRole('button', { name: 'Report as done' }).click();
    await answer(of, { 'What was done': 'Built and tested.' }, 'Report as done');
    await of.locator('.standing').getByText('Done').waitFor();
  }

  async function judge(result: string, finding: string) {
    await tomasz.open(`/${url}`);
    await tomasz.page.getByRole('button', { name: 'Judge the effectiveness' }).click();
    await choose(tomasz.page, 'Result', result);
    await answer(tomasz.page, { 'What you found': finding }, 'Judge it');
  }
});

describe('a staff member with a phone', () => {
  test('asks whether they may use an AI tool, gets an answer with conditions, and acknowledges them', async () => {
    const lena = await stage.invite({ name: 'Lena Zwei', email: 'lena@example.org', role: 'Staff' });
    await lena.page.setViewportSize({ width: 390, height: 844 });
    await lena.open('/ask');
    await lena.page.getByLabel('Which tool?').fill('Gemini');
    await lena.page.getByLabel('What for?').fill('Summaries of care plans');
    await lena.page.getByLabel(/^Health, biometric/).check();
    await lena.page.getByLabel('Patients or people in care').check();
    await lena.page.getByText('Careful look').waitFor();
    await lena.page.getByLabel(/^Yes. Thank you/).check();
    await lena.page.getByRole('button', { name: 'Declare it' }).click();
    await lena.page.getByText(/Thank you\. USE-\d+ is with the AI governance officer/).waitFor();
    expect(await lena.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

    await open('/use-requests?q=Gemini');
    await page.getByRole('link', { name: 'Gemini' }).click();
    await page.getByRole('button', { name: 'Approve the use' }).click();
    await answer(
      page,
      { Reason: 'With the licence of the house.', Conditions: 'A nurse reads every summary' },
      'Approve the use',
    );
    await page.getByRole('link', { name: 'Open the AI system' }).click();
    await page.getByRole('heading', { name: 'Gemini' }).waitFor();

    await lena.open('/ask');
    const mine = lena.page.getByRole('article', { name: 'Gemini' });
    await mine.getByText('A nurse reads every summary').waitFor();
    await mine.getByRole('button', { name: 'I know the conditions and keep them' }).click();
    await mine.getByText(/You acknowledged the conditions/).waitFor();
  });

  test('bookmarks are looked at first, then declared; nothing in them runs', async () => {
    await open('/ask/list');
    await page.setInputFiles('input[type=file]', {
      name: 'bookmarks.html',
      mimeType: 'text/html',
      buffer: Buffer.from(
        '<!DOCTYPE NETSCAPE-Bookmark-file-1><DT><A HREF="https://suno.com/">Songs<script>window.hacked=1</script></A><DT><A HREF="https://poe.com/"><img src=x onerror="window.hacked=1">Poe</A>',
      ),
    });
    await page.getByRole('button', { name: 'Declare 2 tools' }).click();
    await page.getByText('2 tools are declared. Thank you.').waitFor();
    expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined();
  });
});

test('the file of a certification leads from contract to stage 1 with an area of concern, and explains itself', async () => {
  await open('/certification');
  await page.getByRole('heading', { name: 'AI management system of Nordlicht Care' }).waitFor();
  await page.getByRole('link', { name: 'How it works here' }).click();
  await page
    .getByText(/^No AI system|A certificate speaks of the management system/)
    .first()
    .waitFor();
  await page.getByRole('link', { name: /AI management system of Nordlicht Care/ }).click();
  await page.getByRole('link', { name: /Stage 1 of AI management system/ }).click();
  await page.getByRole('button', { name: 'Record it as held' }).click();
  await answer(
    page,
    { 'First day': demoDay(), 'Last day': demoDay(), 'Conclusion of the auditors': 'Ready for stage 2.' },
    'Record it as held',
  );
  await page.getByRole('button', { name: 'Write a finding down' }).click();
  await answer(page, { 'In one line': 'The internal audit is still to come' }, 'Write it down');
  await page.getByRole('link', { name: /The internal audit is still to come/ }).click();
  await page.getByText('Area of concern', { exact: true }).waitFor();
});

const ROUTES = [
  '/nonconformities',
  '/nonconformities/trends',
  '/nonconformities/trends?by=requirements',
  '/nonconformities/NCR-0001',
  '/nonconformities/NCR-0005',
  '/corrective-actions',
  '/corrective-actions/CAP-0001',
  '/improvements',
  '/improvements/IMP-0002',
  '/ask',
  '/ask/list',
  '/use-requests',
  '/use-requests/USE-0001',
  '/certification',
  '/certification/process',
  '/certification/proofs',
  '/certifications',
  '/certifications/CER-0004',
  '/certification-audits/CAU-0002',
  '/certification-findings',
  '/certification-findings/CFI-0001',
  '/certification-demands',
  '/certification-demands/DEM-0001',
];

holdsAccessible(() => stage, ROUTES);

test('no page asked another site for anything', () => {
  expect(stage.foreign).toEqual([]);
});
