// Steps 1 to 4: accounts, a hackathon with its question and criteria, phases, the inquiry.
import { makeFounderLink } from '../../src/features/accounts/accounts.founding.actions';
import { PASSWORD } from '../support/world';
import { caller, type Json } from './caller';
import { H, type Journey } from './http.journey';

export function foundingSteps(journey: Journey): void {
  const { who, criteria, signUp, refused, made, changed, turn } = journey;

  test('1 · accounts: one POST signs up, out and in; nothing has to be fetched before', async () => {
    await signUp('ada');
    await signUp('bram');
    const twice = {
      display_name: 'Name of bram',
      login: 'Bram',
      password: PASSWORD,
      accept_rules: 'on',
      locale: 'en',
    };
    expect(refused(await who('visitor').post('/accounts', twice), 422).fields).toHaveProperty('login');
    expect((await who('visitor').form('/accounts', { ...twice, login: 'x' })).text).toContain('Name of bram');
    const bram = who('bram');
    const codes = (await bram.get('/recovery-codes.txt')).text
      .split('\n')
      .filter((text) => /^[\w-]{8,}$/.test(text));
    expect((await bram.page('/desk')).status).toBe(200);
    changed(await bram.post('/logout'), /^\/$/);
    expect(refused(await bram.get('/desk'), 401).error).toBe('frame.errors.signInFirst');
    const sentOn = await bram.page('/desk');
    expect([sentOn.status, sentOn.headers.get('location')]).toEqual([302, '/login?next=%2Fdesk']);
    refused(await bram.post('/login', { login: 'bram', password: 'wrong password' }), 422);
    const back = await bram.form('/login', { login: 'bram', password: PASSWORD, next: '/account' });
    expect([back.status, back.headers.get('location')]).toEqual([303, '/account']);
    await bram.post('/logout');
    const password = 'another long password';
    refused(await bram.post('/recovery', { login: 'bram', code: 'WRONG-CODE', password }), 422);
    changed(await bram.post('/recovery', { login: 'bram', code: codes[0]!, password }), /^\/login/);
    refused(await bram.post('/login', { login: 'bram', password: PASSWORD }), 422);
    changed(await bram.post('/login', { login: 'bram', password }), /^\/desk$/);
  });

  test('1 · the language comes from the address or from a choice', async () => {
    const visitor = caller(journey.world.base);
    expect((await visitor.page('/?lang=ar')).text).toMatch(/<html[^>]+lang="ar"[^>]+dir="rtl"/);
    expect((await visitor.form('/language', { locale: 'nl' })).status).toBe(303);
    expect((await visitor.page('/')).text).toMatch(/<html[^>]+lang="nl"/);
  });

  test('2 · a founder founds a hackathon; nobody else knows of it before it is open', async () => {
    const given = {
      slug: 'our-town',
      'title[en]': 'Our town',
      'title[ar]': 'بلدتنا',
      template: 'two-weeks',
      starts_on: new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10),
      zone: 'Europe/Brussels',
      languages: ['en', 'ar'],
    };
    refused(await who('ada').post('/hackathons', given), 403);
    const token = await makeFounderLink(journey.world.db, journey.world.deps.clock);
    changed(await who('ada').post(`/founding/${token}/acceptance`), /^\/desk/);
    expect(
      refused(await who('ada').post('/hackathons', { ...given, template: 'year' }), 422).fields,
    ).toHaveProperty('template');
    made(await who('ada').post('/hackathons', given), /^\/hackathons\/our-town$/);
    const hidden = await who('visitor').get(`${H}.json`);
    const nowhere = await who('visitor').get('/hackathons/nowhere.json');
    refused(hidden, 404);
    expect(hidden.text).toBe(nowhere.text);
    refused(await who('ada').post(`${H}/opening`), 422);
    expect(refused(await who('bram').post(`${H}/opening`), 404)).toEqual(nowhere.json);
  });

  test('2 · a challenge in two languages, three criteria with worded levels', async () => {
    const challenge = {
      slug: 'a-seat',
      'title[en]': 'How do we get a seat at the table?',
      'title[ar]': 'كيف نجلس إلى الطاولة؟',
      'in_short[en]': 'Councils decide without us.',
      'brief[en]': '## What is known\n\nA lot.',
      'brief[ar]': '## ما نعرفه\n\nالكثير.',
    };
    made(await who('ada').post(`${H}/challenges`, challenge), /^\/hackathons\/our-town\/challenges\/a-seat$/);
    const first = (await who('ada').get(`${H}/challenges/a-seat.json`)).json.challenge;
    expect(first.texts.title).toEqual({ en: challenge['title[en]'], ar: challenge['title[ar]'] });
    const change = {
      'in_short[en]': 'Councils decide without us, too often.',
      version: String(first.version),
    };
    const second = changed(await who('ada').post(`${H}/challenges/a-seat`, change), /a-seat$/);
    expect(second.version).toBe(first.version + 1);
    const stale = refused(await who('ada').post(`${H}/challenges/a-seat`, change), 409);
    expect(stale.current).toMatchObject({ version: second.version });

    const levels = Object.fromEntries(
      [1, 2, 3, 4, 5].flatMap((value) => [
        [`level[${value}][en]`, `Level ${value} in words.`],
        [`level[${value}][ar]`, `المستوى ${value}.`],
      ]),
    );
    for (const [title, weight] of [
      ['It works', '50'],
      ['It is fair', '30'],
      ['It can be done', '20'],
    ] as const) {
      const criterion = { 'title[en]': title, 'title[ar]': `${title} ع`, weight, ...levels };
      criteria.push(made(await who('ada').post(`${H}/criteria`, criterion), /criteria/).id);
    }
    changed(await who('ada').post(`${H}/criteria`, { id: criteria[2]!, weight: '25' }), /criteria/);
  });

  test('2 · invitations bring in expert, jurors, moderator and authority; then it opens', async () => {
    const roles = { emma: 'expert', joost: 'juror', jamila: 'juror', mona: 'moderator', city: 'authority' };
    for (const [login, role] of Object.entries(roles)) {
      const invitation = made(
        await who('ada').post(`${H}/invitations`, { role, uses: '1' }),
        /^\/invitations\/[^/]+$/,
      );
      await signUp(login, { locale: login === 'jamila' ? 'ar' : 'en' });
      changed(await who(login).post(`${invitation.location}/acceptance`), /^\/hackathons\/our-town$/);
      refused(await who('bram').post(`${invitation.location}/acceptance`), 410);
    }
    refused(await who('emma').post(`${H}/invitations`, { role: 'juror' }), 403);
    refused(await who('ada').post(`${H}/invitations`, { role: 'king' }), 422);
    changed(await who('ada').post(`${H}/opening`), /our-town$/);
    const { hackathon } = (await who('visitor').get(`${H}.json`)).json;
    expect(hackathon).toMatchObject({
      slug: 'our-town',
      title: 'Our town',
      zone: 'Europe/Brussels',
      languages: ['en', 'ar'],
      seats: { min: expect.any(Number), max: expect.any(Number) },
      now: [],
      challenges: [{ slug: 'a-seat', title: expect.any(String) }],
    });
    expect(hackathon.phases.map((one: Json) => one.key)).toHaveLength(7);
    for (const one of hackathon.phases) expect(Date.parse(one.opens)).toBeLessThan(Date.parse(one.closes));
    expect((await who('visitor').page('/hackathons')).text).toContain('/hackathons/our-town');
  });

  test('3 · the organiser moves, opens and closes phases, always with a reason', async () => {
    const inquiry = `${H}/phases/inquiry`;
    expect(refused(await who('ada').post(inquiry, { opens_at: 'now' }), 422).fields).toHaveProperty('reason');
    refused(await who('ada').post(inquiry, { opens_at: 'soon', reason: 'So' }), 422);
    refused(await who('emma').post(inquiry, { opens_at: 'now', reason: 'So' }), 403);
    refused(await who('visitor').post(inquiry, { opens_at: 'now', reason: 'So' }), 401);
    await signUp('bea');
    refused(await who('bea').post(`${H}/participation`, { age: 'within' }), 403);
    await turn([], ['inquiry', 'teams']);
    const moved = await who('ada').post(`${H}/phases/drafting`, {
      closes_at: '2030-05-08T18:00',
      reason: 'More time',
    });
    changed(moved, /steps$/);
    const drafting = (await who('visitor').get(`${H}.json`)).json.hackathon.phases.find(
      (one: Json) => one.key === 'drafting',
    );
    expect(new Date(drafting.closes).toISOString()).toBe('2030-05-08T16:00:00.000Z');
    for (const text of ['More time', 'All are ready'])
      expect((await who('visitor').page(`${H}/steps`)).text).toContain(text);
  });

  test('4 · people join with one answer, and collect evidence', async () => {
    for (const login of ['cem', 'dina', 'eli', 'fatima', 'gus']) await signUp(login);
    for (const login of ['bram', 'bea', 'cem', 'dina', 'eli', 'fatima']) {
      const joined = await who(login).post(`${H}/participation`, { age: 'within' });
      expect([joined.status, joined.json.location]).toEqual([201, `${H}/teams`]);
    }
    refused(await who('gus').post(`${H}/participation`, { age: '19' }), 422);
    expect((await who('gus').post(`${H}/participation`, { age: 'under-18' })).status).toBe(200);
    refused(await who('joost').post(`${H}/participation`, { age: 'within' }), 409);
  });

  test('4 · evidence belongs to participants and experts', async () => {
    const card = {
      claim: 'Of 40 asked, 9 knew the council.',
      kind: 'interview',
      source: 'Our street',
      url: '',
      language: 'en',
    };
    for (const login of ['bram', 'emma']) made(await who(login).post(`${H}/evidence`, card), /evidence/);
    refused(await who('bram').post(`${H}/evidence`, { ...card, kind: 'rumour' }), 422);
    expect((await who('bea').get(`${H}/evidence.json`)).json.cards[0]).toMatchObject({
      claim: card.claim,
      kind: card.kind,
    });
    expect((await who('bea').page(`${H}/evidence`)).status).toBe(200);
    refused(await who('visitor').get(`${H}/evidence.json`), 401);
    refused(await who('gus').get(`${H}/evidence.json`), 404);
  });
}
