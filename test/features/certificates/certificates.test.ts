// Certificates: whose, when, with which name; what is kept, who can check it, and how it is taken back.
import { encode } from 'uqr';
import { collectData, erasePerson } from '../../../src/features/accounts/accounts.erasure.actions';
import { certificateInput } from '../../../src/features/certificates/certificates.input';
import { readCatalogues, readPapers } from '../../../src/i18n/locales';
import { personalData } from '../../../src/personal-data';
import { codeOf } from '../../../src/web/qr';
import { type MadePerson, makeAdviser, makeRole } from '../../support/factories';
import { type Judged, makeJudged } from '../../support/judged';
import { type Agent, createWorld, type World } from '../../support/world';

const stem = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');
const keysOf = (messages: object): string[] =>
  Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string' ? [key] : keysOf(value as object).map((rest) => `${key}.${rest}`),
  );

let world: World;
let judged: Judged;
let expert: MadePerson;
let at: string;
const NAME = 'Eglė Žukauskaitė-Ūsienė';

beforeAll(async () => {
  world = await createWorld();
  judged = await makeJudged(world.db, [
    [
      [4, 5],
      [5, 4],
    ],
    [
      [3, 2],
      [2, 3],
    ],
  ]);
  at = `/hackathons/${judged.hackathon.slug}`;
  expert = await makeAdviser(world.db, judged.hackathon, judged.teams[0]!);
  await world
    .db('hackathons')
    .where({ id: judged.hackathon.id })
    .update({ about: JSON.stringify({ run_by: 'Friends of <the> city' }) });
});
afterAll(() => world.close());

const as = (person: MadePerson) => world.as(person.login);

const ask = (agent: Agent, body: Record<string, string>) =>
  agent.post(`${at}/certificate`).set('Accept', 'text/html').type('form').send(body);

async function keep(agent: Agent, role: string, name: string): Promise<string> {
  const answer = await ask(agent, { role, name, keep: 'yes' });
  expect(answer.status).toBe(303);
  return answer.headers.location!.split('/')[2]!;
}

test('before results are published there are none, for nobody', async () => {
  for (const person of [
    judged.teams[0]!.members[0]!,
    expert,
    judged.jurors[0]!,
    judged.hackathon.organiser,
  ]) {
    const agent = await as(person);
    expect((await agent.get(`${at}/certificate`)).status).toBe(404);
    expect((await ask(agent, { role: 'juror', name: NAME, keep: 'yes' })).status).toBe(404);
    expect((await agent.get('/desk')).text).not.toContain('/certificate');
  }
});

describe('once they are published', () => {
  beforeAll(async () => {
    const organiser = await as(judged.hackathon.organiser);
    expect((await organiser.post(`${at}/results/publication`).type('form').send({})).status).toBe(303);
  });

  test('everybody reads what they did, and nobody has a paper for what they did not do', async () => {
    const [left, teamless] = [
      judged.teams[1]!.members[1]!,
      await makeRole(world.db, judged.hackathon, 'participant'),
    ];
    await world
      .db('memberships')
      .where({ person_id: left.id })
      .update({ ended_at: new Date(), ended_by: left.id });
    const deeds: [MadePerson, string, string | null][] = [
      [
        judged.teams[0]!.members[0]!,
        'participant',
        `was one of 2 people in the team ${judged.teams[0]!.name}`,
      ],
      [left, 'participant', 'was one of 2 people in the team'],
      [expert, 'expert', 'was there for one team'],
      [judged.jurors[0]!, 'juror', 'read 2 proposals as a member of the jury'],
      [teamless, 'participant', null],
      [judged.hackathon.organiser, 'juror', null],
    ];
    for (const [person, role, words] of deeds) {
      const agent = await as(person);
      const page = await agent.get(`${at}/certificate`);
      expect(page.text).toContain(words ?? 'Nothing to put on paper.');
      const paper = await ask(agent, { role, name: NAME });
      expect([paper.status, paper.text.includes('paper-name')]).toEqual(words ? [200, true] : [403, false]);
      for (const other of ['participant', 'expert', 'juror'].filter((one) => one !== role))
        expect((await ask(agent, { role: other, name: NAME, keep: 'yes' })).status).toBe(403);
    }
    expect((await world.visitor().get(`${at}/certificate`)).status).toBe(302);
  });

  test('who printed once is asked again: no name is kept or logged', async () => {
    const agent = await as(judged.teams[0]!.members[0]!);
    for (const page of ['/desk', `${at}/results`])
      expect((await agent.get(page)).text).toContain(`href="${at}/certificate"`);
    const paper = await ask(agent, { role: 'participant', name: 'Printed Only Once', keep: 'no' });
    expect(paper.text).toContain('Printed Only Once');
    expect(paper.text).toContain('Friends of &lt;the&gt; city');
    expect(paper.text).not.toContain('class="qr"');
    expect((await ask(agent, { role: 'participant', name: '' })).text).toContain('Write your name here');
    expect(await world.db('certificates')).toEqual([]);
    expect(world.logged.join('')).not.toContain('Printed Only');
    const { rows } = await world.db.raw(
      "select count(*)::int as n from sessions where sess::text like '%Printed%' union all select count(*)::int from activity where details::text like '%Printed%'",
    );
    expect(rows.map((row: { n: number }) => row.n)).toEqual([0, 0]);
  });

  test('a kept one is checked by whoever has its address, who learns what stands on it and nothing else', async () => {
    const owner = judged.teams[0]!.members[0]!;
    const agent = await as(owner);
    const token = await keep(agent, 'participant', NAME);
    expect(token).toMatch(/^[0-9a-z]{26}$/);
    const page = await world.visitor().get(`/certificates/${token}`);
    expect(page.headers['x-robots-tag']).toContain('noindex');
    expect(page.headers['cache-control']).toBe('no-store');
    for (const words of [NAME, 'Yes, it is valid.', judged.teams[0]!.name, 'Friends of &lt;the&gt; city'])
      expect(page.text).toContain(words);
    for (const secret of [
      owner.display_name,
      owner.login,
      owner.id,
      judged.teams[0]!.members[1]!.display_name,
    ])
      expect(page.text).not.toContain(secret);
    const paper = await agent.get(`/certificates/${token}/paper`);
    expect(paper.text).toContain(`${world.base}/certificates/${token}`);
    expect(paper.text).toContain(codeOf(`${world.base}/certificates/${token}`).path);
    const other = await as(judged.teams[0]!.members[1]!);
    expect((await other.get(`/certificates/${token}/paper`)).status).toBe(404);
    expect((await world.visitor().get(`/certificates/${token}/paper`)).status).toBe(302);
    expect((await world.visitor().get('/certificates/0123456789abcdefghjkmnpqrs')).status).toBe(404);
    const activity = await world.db('activity').where({ act: 'keepCertificate' });
    expect(JSON.stringify(activity)).not.toMatch(new RegExp(`${token}|Eglė`));
  });

  test('asked for many times at once it is one; another name waits until it is taken back', async () => {
    const agent = await as(judged.jurors[0]!);
    const tokens = await Promise.all([1, 2, 3, 4].map(() => keep(agent, 'juror', 'ሰላም ተስፋይ')));
    expect(new Set(tokens).size).toBe(1);
    const token = tokens[0]!;
    expect((await ask(agent, { role: 'juror', name: 'Somebody Else', keep: 'yes' })).status).toBe(409);
    const stranger = await as(judged.jurors[1]!);
    expect((await stranger.post(`/certificates/${token}/withdrawal`).type('form').send({})).status).toBe(404);
    expect(
      (await world.visitor().post(`/certificates/${token}/withdrawal`).type('form').send({})).status,
    ).toBe(302);
    for (let times = 0; times < 2; times++)
      expect((await agent.post(`/certificates/${token}/withdrawal`).type('form').send({})).status).toBe(303);
    const page = await world.visitor().get(`/certificates/${token}`);
    expect(page.text).toContain('It was taken back.');
    expect(page.text).not.toMatch(/ሰላም|read 2 proposals/);
    expect((await agent.get(`/certificates/${token}/paper`)).status).toBe(404);
    expect(await keep(agent, 'juror', 'Somebody Else')).not.toBe(token);
  });

  test('a name can be reported; nobody who decides learns whose account it is, and its owner can write another', async () => {
    const agent = await as(judged.jurors[1]!);
    const token = await keep(agent, 'juror', 'A Bad Word');
    const moderator = await as(await makeRole(world.db, judged.hackathon, 'moderator'));
    const sent = await world
      .visitor()
      .post('/reports')
      .set('Accept', 'application/json')
      .type('form')
      .send({ kind: 'certificate', id: token, reason: 'hate', details: '' });
    expect(sent.status).toBe(201);
    const { id } = await world.db('reports').where({ reason: 'hate' }).first('id');
    const page = await moderator.get(`/reports/${id}/decision`);
    expect(page.text).not.toContain(judged.jurors[1]!.display_name);
    const decision = { decision: 'withdraw', rule: '1', reason: 'Not a name.' };
    expect((await moderator.post(`/reports/${id}/decision`).type('form').send(decision)).status).toBe(303);
    expect((await world.visitor().get(`/certificates/${token}`)).text).toContain(
      'A moderator took this name',
    );
    expect(JSON.stringify(await world.db('moderation_cases'))).not.toContain('Bad Word');
    await agent.post(`/certificates/${token}/withdrawal`).type('form').send({});
    await keep(agent, 'juror', 'Another');
  });

  test('a download has it, and a deleted account takes the name away', async () => {
    const agent = await as(expert);
    const token = await keep(agent, 'expert', 'Kept Expert');
    const data = (await collectData(world.deps, expert, personalData)).certificates as {
      certificates: { name: string }[];
    };
    expect(data.certificates.map((one) => one.name)).toEqual(['Kept Expert']);
    await erasePerson(world.deps, expert.id, personalData);
    const page = await world.visitor().get(`/certificates/${token}`);
    expect([page.text.includes('It was taken back.'), page.text.includes('Kept Expert')]).toEqual([
      true,
      false,
    ]);
    expect(await world.db('certificates').where({ id: token }).first('name', 'facts')).toEqual({
      name: null,
      facts: null,
    });
  });

  test('the paper keeps the language that was chosen, whoever reads it; the question and names keep theirs', async () => {
    const member = judged.teams[1]!.members[0]!;
    const agent = await as(member);
    const name = 'عبد الرحمن Al-\u202eSayed';
    for (const [language, dir, heading, dates] of [
      ['en', 'ltr', 'This person helped to make policy', / 20\d\d</],
      ['nl', 'ltr', 'Deze persoon hielp beleid te maken', / 20\d\d</],
      ['ar', 'rtl', 'هذا الشخص ساعد في صنع السياسات', / 20\d\d</],
      ['ti', 'ltr', 'ኣብ ምድላው ፖሊሲ ዝተገብረ ተሳትፎ', /[\u1200-\u137f]+ 20\d\d</],
      ['lt', 'ltr', 'Šis žmogus padėjo kurti viešąją politiką', />20\d\d (?:m\. )?\p{L}+/u],
    ] as const) {
      const kept = await ask(agent, { role: 'participant', name, language, keep: 'yes' });
      const token = kept.headers.location!.split('/')[2]!;
      const paper = (await agent.get(`/certificates/${token}/paper?lang=nl`)).text;
      expect(paper).toContain('<html lang="nl" dir="ltr">');
      expect(paper).toContain(`<article class="paper" lang="${language}" dir="${dir}"`);
      for (const words of [heading, '<bdi>عبد الرحمن Al-Sayed</bdi>', '<bdi lang="en" dir="ltr">How do we'])
        expect(paper).toContain(words);
      expect(paper).toMatch(dates);
      expect(paper).not.toMatch(
        /[\u202a-\u202e\ue000]|certificates\.(?:heading|deed|line|name|sign|code|check|advice|kept)/,
      );
      const check = (await world.visitor().get(`/certificates/${token}?lang=nl`)).text;
      expect(check).toContain(`<div class="stack" lang="${language}" dir="${dir}">`);
      for (const words of [heading, 'Deze persoon hielp beleid te maken', '<bdi>عبد الرحمن Al-Sayed</bdi>'])
        expect(check).toContain(words);
      expect(check.includes('Het certificaat is in deze taal:')).toBe(language !== 'nl');
      expect(check).not.toMatch(/certificates\.(?:heading|deed|line|check|advice|kept)/);
      const other = { role: 'participant', name, language: language === 'en' ? 'nl' : 'en', keep: 'yes' };
      expect((await ask(agent, other)).status).toBe(409);
      expect((await agent.post(`/certificates/${token}/withdrawal`)).status).toBe(303);
    }
    const once = await ask(agent, { role: 'participant', name: '', language: 'ti' });
    expect(once.text).toContain('ስምኩም ኣብዚ ጽሓፉ');
    expect((await ask(agent, { role: 'participant', name, language: 'so' })).status).toBe(422);
  });

  test('papers in Tigrinya and Lithuanian have every sentence and every plural form that the others have', () => {
    const english = readCatalogues().en!.certificates as object;
    for (const [tag, messages] of Object.entries(readPapers())) {
      const own = keysOf(messages);
      const bases = [...new Set(own.map(stem))];
      const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
      for (const key of bases) {
        const theirs = keysOf(english).filter((one) => stem(one) === key);
        expect([tag, key, theirs.length > 0]).toEqual([tag, key, true]);
        const plural = theirs.some((one) => one !== key);
        const wanted = plural ? forms.map((form) => `${key}_${form}`) : [key];
        expect(own.filter((one) => stem(one) === key).sort()).toEqual(wanted.sort());
      }
      const paper = /^(heading|deed|advice|adviceFrom|line|sign|code|checkAt)(\.|$)/;
      expect(
        keysOf(english)
          .map(stem)
          .filter((key) => paper.test(key) && !bases.includes(key)),
      ).toEqual([]);
    }
  });

  test('addresses cannot be tried by the thousand', async () => {
    const visitor = world.visitor();
    const answers = await Promise.all(
      Array.from({ length: 125 }, (_, n) => visitor.get(`/certificates/${'0'.repeat(20)}${n}`)),
    );
    const refused = answers.filter((one) => one.status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(Number(refused[0]!.headers['retry-after'])).toBeGreaterThanOrEqual(1);
  });
});

describe('a name', () => {
  const read = (name: string) => certificateInput.safeParse({ role: 'juror', name, keep: 'yes' });

  test.each([
    ['Ėglė Jūratė', 'Ėglė Jūratė'],
    ['Ju\u0304rate\u0307', 'Jūratė'],
    ['ሰላም ተስፋይ', 'ሰላም ተስፋይ'],
    ['عبد الرحمن', 'عبد الرحمن'],
    ['می\u200cنا رضایی', 'می\u200cنا رضایی'],
    ['  Əli   O’Neill-Smith, Jr. ', 'Əli O’Neill-Smith, Jr.'],
    ['J.R.R. Tolkien', 'J.R.R. Tolkien'],
    ['Νίκος Παπαδόπουλος', 'Νίκος Παπαδόπουλος'],
    ['Ana\u202e\u2066\u200b\ufeff Silva', 'Ana Silva'],
  ])('%s is written as it is meant', (given, meant) => {
    expect(read(given).data?.name).toBe(meant);
  });

  test('may be long, and is never cut', () => {
    expect(read('n'.repeat(120)).data?.name).toHaveLength(120);
    expect(read('n'.repeat(121)).success).toBe(false);
  });

  test.each([
    '<script>alert(1)</script>',
    '"><img src=x>',
    'https://example.org',
    'Win at example.org',
    'me@example.org',
    `Z${'\u0335'.repeat(9)}algo`,
    '\u0301Ana',
    'Ana 123',
    '123',
    '\u202e\u200b',
    '',
  ])('%j is refused', (given) => {
    expect(read(given).success).toBe(false);
  });
});

test('the code is drawn square by square as it was computed', () => {
  const address = `https://example.org/certificates/${'0123456789abcdefghjkmnpqrs'}`;
  const { size, path } = codeOf(address);
  const drawn = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    drawn[Number(y)]!.fill(true, Number(x), Number(x) + Number(run));
  expect(drawn).toEqual(encode(address, { ecc: 'M', border: 0 }).data);
});
